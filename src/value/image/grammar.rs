//! The grammar of references to images.

use super::super::grammar::{Broken, Grammar};

const PATH_MAX: usize = 255;
const TAG_MAX: usize = 128;
const IMAGE_ID_DIGITS: usize = 64;
/// The path of the images of Docker Hub that have none.
pub(super) const LIBRARY: &str = "library/";

#[inline]
const fn broken(rule: &'static str, at: usize) -> Grammar {
    Err(Broken { rule, at })
}

/// Checks a reference as kubelets do: by the grammar of <https://pkg.go.dev/github.com/distribution/reference>.
#[inline]
pub(super) const fn reference(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("an image reference must not be empty", 0);
    }
    let name_and_tag = match find(bytes, 0, bytes.len(), b'@') {
        Some(at) => {
            if let Err(broken) = digest(bytes, at + 1) {
                return Err(broken);
            }
            at
        }
        None => bytes.len(),
    };
    let (path, registry) = match registry_end(bytes, name_and_tag) {
        // What is no host name may be the beginning of the path, as in `my_registry.example.com/web`.
        Some(slash) => match registry(bytes, slash) {
            Ok(()) => (slash + 1, slash),
            Err(broken) if repository(bytes, 0, slash).is_err() => return Err(broken),
            Err(_) => (0, slash),
        },
        None => (0, 0),
    };
    let name = match find(bytes, path, name_and_tag, b':') {
        Some(colon) => {
            if let Err(broken) = tag(bytes, colon + 1, name_and_tag) {
                return Err(broken);
            }
            colon
        }
        None => name_and_tag,
    };
    if let Err(broken) = repository(bytes, path, name) {
        return Err(broken);
    }
    let is_familiar = find(bytes, path, name, b'/').is_none() && is_docker_hub(bytes, registry);
    let library = if is_familiar { LIBRARY.len() } else { 0 };
    if name - path + library > PATH_MAX {
        return broken(
            "the path of an image, after its registry, has at most 255 characters, with the `library/` of Docker Hub",
            path + PATH_MAX - library,
        );
    }
    if path == 0 && name == bytes.len() && name == IMAGE_ID_DIGITS && is_hex(bytes, 0, name) {
        return broken("an image is not named by 64 hexadecimal digits, which stand for an image id", 0);
    }
    Ok(())
}

#[inline]
const fn find(bytes: &[u8], from: usize, to: usize, wanted: u8) -> Option<usize> {
    let mut i = from;
    while i < to {
        if bytes[i] == wanted {
            return Some(i);
        }
        i += 1;
    }
    None
}

#[inline]
const fn is_hex(bytes: &[u8], from: usize, to: usize) -> bool {
    let mut i = from;
    while i < to {
        if !bytes[i].is_ascii_hexdigit() {
            return false;
        }
        i += 1;
    }
    true
}

/// Returns the slash after the registry.
#[inline]
pub(super) const fn registry_end(bytes: &[u8], to: usize) -> Option<usize> {
    match find(bytes, 0, to, b'/') {
        Some(slash) if is_registry(bytes, slash) => Some(slash),
        _ => None,
    }
}

/// Returns whether the text before the first slash is a registry: it cannot be the beginning of a path.
#[inline]
const fn is_registry(bytes: &[u8], to: usize) -> bool {
    let mut is_registry = is(bytes, 0, to, b"localhost");
    let mut i = 0;
    while i < to {
        is_registry |= matches!(bytes[i], b'.' | b':' | b'[') || bytes[i].is_ascii_uppercase();
        i += 1;
    }
    is_registry
}

/// Returns whether a registry is Docker Hub, which is also meant where there is none.
#[inline]
pub(super) const fn is_docker_hub(bytes: &[u8], to: usize) -> bool {
    to == 0 || is(bytes, 0, to, b"docker.io") || is(bytes, 0, to, b"index.docker.io")
}

#[inline]
const fn is(bytes: &[u8], from: usize, to: usize, word: &[u8]) -> bool {
    if to - from != word.len() {
        return false;
    }
    let mut i = 0;
    while i < word.len() {
        if bytes[from + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[inline]
const fn registry(bytes: &[u8], to: usize) -> Grammar {
    let host_end = if to > 0 && bytes[0] == b'[' {
        let Some(end) = find(bytes, 0, to, b']') else {
            return broken("the IPv6 address of a registry ends with ']'", to);
        };
        let mut i = 1;
        while i < end {
            if !bytes[i].is_ascii_hexdigit() && bytes[i] != b':' {
                return broken("the IPv6 address of a registry holds only hexadecimal digits and ':'", i);
            }
            i += 1;
        }
        if end == 1 {
            return broken("the IPv6 address of a registry must not be empty", 1);
        }
        end + 1
    } else {
        let end = match find(bytes, 0, to, b':') {
            Some(colon) => colon,
            None => to,
        };
        if let Err(broken) = host(bytes, end) {
            return Err(broken);
        }
        end
    };
    if host_end == to {
        return Ok(());
    }
    if bytes[host_end] != b':' || host_end + 1 == to {
        return broken("a registry is a host name, or a host name, ':' and a port number", host_end);
    }
    let mut i = host_end + 1;
    while i < to {
        if !bytes[i].is_ascii_digit() {
            return broken("the port of a registry is a number", i);
        }
        i += 1;
    }
    Ok(())
}

#[inline]
const fn host(bytes: &[u8], to: usize) -> Grammar {
    if to == 0 {
        return broken("the registry of an image must not be empty", 0);
    }
    let mut i = 0;
    while i < to {
        let c = bytes[i];
        if !c.is_ascii_alphanumeric() {
            if c != b'-' && c != b'.' {
                return broken("the host name of a registry holds only letters, digits, '-' and '.'", i);
            }
            let at_start = i == 0 || bytes[i - 1] == b'.';
            let at_end = i + 1 == to || bytes[i + 1] == b'.';
            if at_start || at_end {
                return broken(
                    "each part of a registry's host name starts and ends with a letter or a digit",
                    i,
                );
            }
        }
        i += 1;
    }
    Ok(())
}

/// Checks path components: lower-case letters and digits, separated by one `.`, one or two `_` or any number of `-`.
#[inline]
const fn repository(bytes: &[u8], from: usize, to: usize) -> Grammar {
    if from == to {
        return broken("the repository of an image must not be empty", from);
    }
    let mut i = from;
    while i < to {
        let c = bytes[i];
        if !c.is_ascii_lowercase() && !c.is_ascii_digit() {
            if c.is_ascii_uppercase() {
                return broken("the repository of an image is in lower case", i);
            }
            if c != b'.' && c != b'_' && c != b'-' && c != b'/' {
                return broken("the repository of an image holds only a-z, 0-9, '.', '_', '-' and '/'", i);
            }
            let end = separator_end(bytes, i, to);
            if i == from || end == to || bytes[end] == b'/' || bytes[i - 1] == b'/' {
                return broken(
                    "each part of an image's repository starts and ends with a letter or a digit",
                    i,
                );
            }
            let len = end - i;
            if (c == b'.' && len > 1) || (c == b'_' && len > 2) || !is_separator_uniform(bytes, i, end) {
                return broken(
                    "parts of an image's name are separated by one '.', one or two '_', or '-'",
                    i,
                );
            }
            i = end;
        } else {
            i += 1;
        }
    }
    Ok(())
}

/// Returns the end of the run of separators that begins at `from`. A slash is a run of its own.
#[inline]
const fn separator_end(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut i = from + 1;
    if bytes[from] == b'/' {
        return i;
    }
    while i < to && matches!(bytes[i], b'.' | b'_' | b'-') {
        i += 1;
    }
    i
}

#[inline]
const fn is_separator_uniform(bytes: &[u8], from: usize, to: usize) -> bool {
    let mut i = from + 1;
    while i < to {
        if bytes[i] != bytes[from] {
            return false;
        }
        i += 1;
    }
    true
}

#[inline]
const fn tag(bytes: &[u8], from: usize, to: usize) -> Grammar {
    if from == to {
        return broken("the tag of an image, after the ':', must not be empty", from);
    }
    let mut i = from;
    while i < to {
        let c = bytes[i];
        if !c.is_ascii_alphanumeric() && c != b'_' && !(i > from && (c == b'.' || c == b'-')) {
            return broken("a tag is letters, digits, '_', '.' and '-', the first no '.' or '-'", i);
        }
        i += 1;
    }
    if to - from > TAG_MAX {
        return broken("a tag has at most 128 characters", from + TAG_MAX);
    }
    Ok(())
}

/// Checks a digest of one of the algorithms that kubelets know.
#[inline]
const fn digest(bytes: &[u8], from: usize) -> Grammar {
    let Some(colon) = find(bytes, from, bytes.len(), b':') else {
        return broken("a digest is an algorithm, ':' and hexadecimal digits", from);
    };
    let (digits, rule) = if is(bytes, from, colon, b"sha256") {
        (64, "a sha256 digest has 64 hexadecimal digits, in lower case")
    } else if is(bytes, from, colon, b"sha384") {
        (96, "a sha384 digest has 96 hexadecimal digits, in lower case")
    } else if is(bytes, from, colon, b"sha512") {
        (128, "a sha512 digest has 128 hexadecimal digits, in lower case")
    } else {
        return broken("the algorithm of a digest is sha256, sha384 or sha512", from);
    };
    let mut i = colon + 1;
    while i < bytes.len() {
        if !matches!(bytes[i], b'0'..=b'9' | b'a'..=b'f') || i > colon + digits {
            return broken(rule, i);
        }
        i += 1;
    }
    if i == colon + 1 + digits { Ok(()) } else { broken(rule, i) }
}

/// Checks a registry, with or without the beginning of a path: `ghcr.io`, `mirror.example.com:5000/hub`.
#[inline]
pub(super) const fn registry_and_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let host = match find(bytes, 0, bytes.len(), b'/') {
        Some(slash) => slash,
        None => bytes.len(),
    };
    if let Err(broken) = registry(bytes, host) {
        return Err(broken);
    }
    if !is_registry(bytes, host) {
        return broken(
            "a registry is localhost, or has a '.' or a port: other names are paths of Docker Hub",
            0,
        );
    }
    if host == bytes.len() { Ok(()) } else { repository(bytes, host + 1, bytes.len()) }
}
