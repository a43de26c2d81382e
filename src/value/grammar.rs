//! The grammars of Kubernetes' names. Each is stated once.
//!
//! All functions are `const`, so that one statement serves literals (checked at compile time), parsing and the rules. Sources: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>,
//! <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set> and
//! `k8s.io/apimachinery/pkg/util/validation`.

#[cfg(feature = "app")]
pub(crate) mod access;
#[cfg(feature = "app")]
pub(crate) mod cron;
#[cfg(feature = "app")]
pub(crate) mod job;
pub(crate) mod network;
#[cfg(feature = "app")]
pub(crate) mod scaling;
pub(crate) mod security;
#[cfg(feature = "app")]
pub(crate) mod service;
pub(crate) mod storage;
#[cfg(feature = "app")]
pub(crate) mod time_zone;

/// Longest RFC 1123 label, label value and name part of a qualified name.
pub(crate) const LABEL_MAX: usize = 63;
/// Longest RFC 1123 subdomain and config key.
pub(crate) const SUBDOMAIN_MAX: usize = 253;
/// Longest IANA service name.
pub(crate) const PORT_NAME_MAX: usize = 15;

/// The rule that a text broke, and the byte at which it broke the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) rule: &'static str,
    pub(crate) at: usize,
}

pub(crate) type Grammar = Result<(), Broken>;

const fn broken(rule: &'static str, at: usize) -> Grammar {
    Err(Broken { rule, at })
}

const fn is_lower_alphanumeric(c: u8) -> bool {
    LOWER_ALPHANUMERIC[c as usize]
}

const fn is_alphanumeric(c: u8) -> bool {
    ALPHANUMERIC[c as usize]
}

// A look into a table is faster than comparisons with the ends of each range.
static LOWER_ALPHANUMERIC: [bool; 256] = alphanumerics(false);
static ALPHANUMERIC: [bool; 256] = alphanumerics(true);

const fn alphanumerics(upper: bool) -> [bool; 256] {
    let mut are = [false; 256];
    let mut c = 0_u8;
    while c < 128 {
        are[c as usize] = c.is_ascii_lowercase() || c.is_ascii_digit() || (upper && c.is_ascii_uppercase());
        c += 1;
    }
    are
}

/// Checks an RFC 1123 label: the name of a container, a volume, a namespace.
pub(crate) const fn label(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a DNS-1123 label must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            c if is_lower_alphanumeric(c) => {}
            b'-' => {}
            b'.' => return broken("a DNS-1123 label holds no dots, only a-z, 0-9 and '-'", i),
            _ => return broken("a DNS-1123 label holds only a-z, 0-9 and '-'", i),
        }
        i += 1;
    }
    if bytes[0] == b'-' {
        return broken("a DNS-1123 label starts with a letter or a digit", 0);
    }
    if bytes[bytes.len() - 1] == b'-' {
        return broken("a DNS-1123 label ends with a letter or a digit", bytes.len() - 1);
    }
    if bytes.len() > LABEL_MAX {
        return broken("a DNS-1123 label has at most 63 characters", LABEL_MAX);
    }
    Ok(())
}

/// Checks an RFC 1123 subdomain: the name of a pod, a secret, a config map, a node.
pub(crate) const fn subdomain(text: &str) -> Grammar {
    dotted(text.as_bytes(), 0, text.len(), Case::Lower, End::Closed)
}

/// Checks that the bytes before `to` are a subdomain.
#[cfg(feature = "app")]
const fn subdomain_in(bytes: &[u8], to: usize) -> Grammar {
    dotted(bytes, 0, to, Case::Lower, End::Closed)
}

/// Checks a subdomain in any case: the name of a CSI driver.
pub(crate) const fn any_case_subdomain(text: &str) -> Grammar {
    dotted(text.as_bytes(), 0, text.len(), Case::Any, End::Closed)
}

#[derive(Clone, Copy)]
enum Case {
    Lower,
    Any,
}

#[derive(Clone, Copy)]
enum End {
    Closed,
    /// More characters follow.
    Open,
}

/// Checks the start of a generated name: a subdomain, or a subdomain and `-`.
pub(crate) const fn generate_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    match bytes {
        [_, .., b'-'] => dotted(bytes, 0, bytes.len() - 1, Case::Lower, End::Closed),
        _ => subdomain(text),
    }
}

/// Checks the start of a subdomain, from which a name is generated. It may end with a '-'.
pub(crate) const fn subdomain_prefix(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    match bytes {
        [_, b'-'] => Ok(()),
        // The API server replaces the last two characters of such a start with a letter before it validates it.
        [_, .., b'-'] => match dotted(bytes, 0, bytes.len() - 2, Case::Lower, End::Open) {
            Ok(()) if bytes.len() - 1 > SUBDOMAIN_MAX => broken(
                "the start of a name has at most 254 characters, the last of them a '-'",
                bytes.len() - 1,
            ),
            validated => validated,
        },
        _ => subdomain(text),
    }
}

/// Checks a name that is an element of a URL's path: the name of a role or a binding.
#[cfg(feature = "app")]
pub(crate) const fn path_segment(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if matches!(bytes, b"." | b"..") {
        return broken("must not be '.' or '..'", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if matches!(bytes[i], b'/' | b'%') {
            return broken("must have no '/' and no '%'", i);
        }
        i += 1;
    }
    Ok(())
}

/// Checks labels that are joined by dots in `bytes[from..to]`.
const fn dotted(bytes: &[u8], from: usize, to: usize, case: Case, end: End) -> Grammar {
    if from == to {
        return broken("a DNS-1123 subdomain must not be empty", from);
    }
    let mut i = from;
    while i < to {
        let c = bytes[i];
        if !is_lower_alphanumeric(c) && (matches!(case, Case::Lower) || !is_alphanumeric(c)) {
            if c != b'-' && c != b'.' {
                return broken("a DNS-1123 subdomain holds only a-z, 0-9, '-' and '.'", i);
            }
            let at_start = i == from || bytes[i - 1] == b'.';
            let at_end = if i + 1 == to { matches!(end, End::Closed) } else { bytes[i + 1] == b'.' };
            if at_start || at_end {
                return broken(
                    "each part of a DNS-1123 subdomain starts and ends with a letter or a digit",
                    i,
                );
            }
        }
        i += 1;
    }
    if to - from > SUBDOMAIN_MAX {
        return broken("a DNS-1123 subdomain has at most 253 characters", from + SUBDOMAIN_MAX);
    }
    Ok(())
}

/// The messages about a label value or the name of a key. Both have the same grammar.
struct Words {
    alphabet: &'static str,
    ends: &'static str,
    length: &'static str,
}

const LABEL_VALUE: Words = Words {
    alphabet: "a label value holds only letters, digits, '-', '_' and '.'",
    ends: "a label value starts and ends with a letter or a digit",
    length: "a label value has at most 63 characters",
};

const KEY_NAME: Words = Words {
    alphabet: "the name of a key holds only letters, digits, '-', '_' and '.'",
    ends: "the name of a key starts and ends with a letter or a digit",
    length: "the name of a key has at most 63 characters after its prefix",
};

const fn label_name(bytes: &[u8], from: usize, words: &Words) -> Grammar {
    let to = bytes.len();
    let mut i = from;
    while i < to {
        let c = bytes[i];
        if !is_alphanumeric(c) {
            if c != b'-' && c != b'_' && c != b'.' {
                return broken(words.alphabet, i);
            }
            if i == from || i + 1 == to {
                return broken(words.ends, i);
            }
        }
        i += 1;
    }
    if to - from > LABEL_MAX {
        return broken(words.length, from + LABEL_MAX);
    }
    Ok(())
}

/// Checks a label value: empty, or at most 63 characters.
pub(crate) const fn label_value(text: &str) -> Grammar {
    label_name(text.as_bytes(), 0, &LABEL_VALUE)
}

/// Checks a label key, also called a qualified name: an optional `subdomain/`, then a name of at most 63 characters.
pub(crate) const fn label_key(text: &str) -> Grammar {
    qualified_name(text, Case::Lower)
}

/// Checks an annotation key: a qualified name whose prefix may hold upper case.
pub(crate) const fn annotation_key(text: &str) -> Grammar {
    qualified_name(text, Case::Any)
}

const fn qualified_name(text: &str, case: Case) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a key must not be empty", 0);
    }
    let mut slash = None;
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'/' {
            if slash.is_some() {
                return broken("a key has one '/' at most, between a DNS prefix and a name", i);
            }
            slash = Some(i);
        }
        i += 1;
    }
    let from = match slash {
        Some(0) => return broken("the prefix of a key, before the '/', must not be empty", 0),
        Some(at) => {
            if let Err(Broken { at, .. }) = dotted(bytes, 0, at, case, End::Closed) {
                return broken("the prefix of a key, before the '/', is a DNS-1123 subdomain", at);
            }
            at + 1
        }
        None => 0,
    };
    if from == bytes.len() {
        return broken("the name of a key, after the '/', must not be empty", from);
    }
    label_name(bytes, from, &KEY_NAME)
}

/// Checks the name of an extended resource: a qualified name in a domain that is not Kubernetes'. With the `requests.` of
/// quotas before it, it is still a qualified name.
///
/// Source: `k8s.io/kubernetes/pkg/apis/core/v1/helper`.
pub(crate) const fn extended_resource(text: &str) -> Grammar {
    const DOMAIN_MAX: usize = SUBDOMAIN_MAX - "requests.".len();
    if let Err(broken) = label_key(text) {
        return Err(broken);
    }
    let bytes = text.as_bytes();
    let mut slash = 0;
    while slash < bytes.len() && bytes[slash] != b'/' {
        slash += 1;
    }
    if slash == bytes.len() {
        return broken("an extended resource is named 'domain/name'", slash);
    }
    if contains_at(bytes, b"requests.", 0) {
        return broken("an extended resource does not begin with 'requests.'", 0);
    }
    let native = b"kubernetes.io/";
    if slash + 1 >= native.len() && contains_at(bytes, native, slash + 1 - native.len()) {
        return broken(
            "the domain of an extended resource does not end with 'kubernetes.io'",
            slash + 1 - native.len(),
        );
    }
    if slash > DOMAIN_MAX {
        return broken("the domain of an extended resource has at most 244 characters", DOMAIN_MAX);
    }
    Ok(())
}

const fn contains_at(bytes: &[u8], part: &[u8], at: usize) -> bool {
    let mut i = 0;
    while i < part.len() {
        if at + i >= bytes.len() || bytes[at + i] != part[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Checks the name of a port: an IANA service name.
pub(crate) const fn port_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a port name must not be empty", 0);
    }
    let mut letter = false;
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if c == b'-' {
            if i == 0 || i + 1 == bytes.len() {
                return broken("a port name starts and ends with a letter or a digit", i);
            }
            if bytes[i - 1] == b'-' {
                return broken("a port name has no two '-' in a row", i);
            }
        } else if !is_lower_alphanumeric(c) {
            return broken("a port name holds only a-z, 0-9 and '-'", i);
        }
        letter |= c.is_ascii_lowercase();
        i += 1;
    }
    if !letter {
        return broken("a port name holds at least one letter", 0);
    }
    if bytes.len() > PORT_NAME_MAX {
        return broken("a port name has at most 15 characters", PORT_NAME_MAX);
    }
    Ok(())
}

/// Checks a key of a config map or a secret.
pub(crate) const fn config_key(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a config key must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if !is_alphanumeric(c) && c != b'-' && c != b'_' && c != b'.' {
            return broken("a config key holds only letters, digits, '-', '_' and '.'", i);
        }
        i += 1;
    }
    if bytes[0] == b'.' && bytes.len() == 1 {
        return broken("a config key is not '.'", 0);
    }
    if bytes.len() >= 2 && bytes[0] == b'.' && bytes[1] == b'.' {
        return broken("a config key does not start with '..'", 0);
    }
    if bytes.len() > SUBDOMAIN_MAX {
        return broken("a config key has at most 253 characters", SUBDOMAIN_MAX);
    }
    Ok(())
}

/// Checks the type of a Secret that no rule is about.
#[cfg(feature = "app")]
pub(crate) const fn secret_type(text: &str) -> Grammar {
    const PREFIX: &[u8] = b"kubernetes.io/";
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the type of a Secret must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() && i < PREFIX.len() && bytes[i] == PREFIX[i] {
        i += 1;
    }
    if i == PREFIX.len() {
        return broken("a type of Kubernetes has a constructor of its own, such as 'Secret::tls'", 0);
    }
    Ok(())
}

/// Checks the name of an environment variable: printable ASCII without `=`.
pub(crate) const fn env_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the name of an environment variable must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if c == b'=' {
            return broken("the name of an environment variable holds no '='", i);
        }
        if c < b' ' || c > b'~' {
            return broken("the name of an environment variable holds only printable ASCII characters", i);
        }
        i += 1;
    }
    Ok(())
}

/// Checks a search domain: a subdomain whose labels may hold '_' and start with one.
pub(crate) const fn search_domain(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a search domain must not be empty", 0);
    }
    let mut i = 0;
    let mut from = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if !is_lower_alphanumeric(c) {
            if c != b'-' && c != b'.' && c != b'_' {
                return broken("a search domain holds only a-z, 0-9, '-', '_' and '.'", i);
            }
            let at_end = i + 1 == bytes.len() || bytes[i + 1] == b'.';
            if at_end || (i == from && c != b'_') || (i == from + 1 && bytes[from] == b'_') {
                return broken(
                    "each part of a search domain starts with '_', a letter or a digit, and ends without '_'",
                    i,
                );
            }
        }
        if c == b'.' {
            from = i + 1;
        }
        i += 1;
    }
    if bytes.len() > SUBDOMAIN_MAX {
        return broken("a search domain has at most 253 characters", SUBDOMAIN_MAX);
    }
    Ok(())
}

/// Checks the name of an HTTP header in a probe.
pub(crate) const fn header_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the name of a header must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_alphanumeric() && bytes[i] != b'-' {
            return broken("the name of a header holds only letters, digits and '-'", i);
        }
        i += 1;
    }
    Ok(())
}

/// Returns the byte at which the first `..` element of a path begins.
pub(crate) const fn dot_dot(bytes: &[u8]) -> Option<usize> {
    let mut i = 0;
    while i + 1 < bytes.len() {
        let starts = i == 0 || bytes[i - 1] == b'/';
        if starts
            && bytes[i] == b'.'
            && bytes[i + 1] == b'.'
            && (i + 2 == bytes.len() || bytes[i + 2] == b'/')
        {
            return Some(i);
        }
        i += 1;
    }
    None
}

/// Checks a path below a volume or a profile directory: not empty, not absolute, no `..` element.
pub(crate) const fn relative_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a relative path must not be empty", 0);
    }
    if bytes[0] == b'/' {
        return broken("a relative path does not start with '/'", 0);
    }
    match dot_dot(bytes) {
        Some(at) => broken("a relative path has no '..' element", at),
        None => Ok(()),
    }
}

/// Checks a relative path that does not start with `..`, where the kubelet keeps its own files.
pub(crate) const fn projected_path(text: &str) -> Grammar {
    if let Err(broken) = relative_path(text) {
        return Err(broken);
    }
    let bytes = text.as_bytes();
    if bytes.len() >= 2 && bytes[0] == b'.' && bytes[1] == b'.' {
        return broken("a file of a projected volume does not start with '..'", 0);
    }
    Ok(())
}

/// Returns whether a path is absolute, on Linux or on Windows: `/data`, `C:\data`, `C:/data`, `C:`, `\data`, `\\.\pipe\name`.
const fn is_absolute(bytes: &[u8]) -> bool {
    match bytes {
        [b'/' | b'\\', ..] => true,
        [drive, b':'] | [drive, b':', b'/' | b'\\', ..] => drive.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Checks the path of a mount in a container: absolute.
///
/// The API server accepts relative paths too. `MountPath` has a constructor for them.
pub(crate) const fn mount_path(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("a mount path must not be empty", 0);
    }
    if !is_absolute(text.as_bytes()) {
        return broken("a mount path is absolute, such as /data or C:\\data", 0);
    }
    Ok(())
}

/// Checks a path on the node or of a device: absolute, no `..` element.
pub(crate) const fn host_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a path must not be empty", 0);
    }
    if let Some(at) = dot_dot(bytes) {
        return broken("a path on the node has no '..' element", at);
    }
    if !is_absolute(bytes) {
        return broken("a path is absolute, such as /data or C:\\data", 0);
    }
    Ok(())
}

/// Checks the name of a kernel parameter: lower-case segments joined by `.` or `/`.
pub(crate) const fn sysctl(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the name of a sysctl must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if !is_lower_alphanumeric(c) {
            if c != b'-' && c != b'_' && c != b'.' && c != b'/' {
                return broken("the name of a sysctl holds only a-z, 0-9, '-', '_', '.' and '/'", i);
            }
            let after = i > 0 && is_lower_alphanumeric(bytes[i - 1]);
            let separator = c == b'.' || c == b'/';
            let before = i + 1 < bytes.len();
            if !before
                || i == 0
                || (separator && !after)
                || (separator && !is_lower_alphanumeric(bytes[i + 1]))
            {
                return broken("each segment of a sysctl starts and ends with a letter or a digit", i);
            }
        }
        i += 1;
    }
    if bytes.len() > SUBDOMAIN_MAX {
        return broken("the name of a sysctl has at most 253 characters", SUBDOMAIN_MAX);
    }
    Ok(())
}
