use std::borrow::Cow;

use super::grammar::{Broken, Grammar};
use super::refuse_literal;
use super::text::text_value_traits;

/// A reference to a container image: `[registry[:port]/]repository[:tag][@digest]`.
///
/// The grammar is that of kubelets, which is stricter than the API server's: a container with another text never starts, and
/// its pod shows `InvalidImageName`. A digest is one of sha256, sha384 or sha512. [`image!`](crate::image) makes one of a
/// literal.
///
/// ```
/// use podwright::{Image, image};
///
/// let image = image!("ghcr.io/acme/web:1.4.2");
/// assert_eq!(image.repository(), "ghcr.io/acme/web");
/// assert_eq!(image.tag(), Some("1.4.2"));
/// assert_eq!(image.digest(), None);
///
/// let error = "Acme/Web".parse::<Image>().unwrap_err();
/// assert_eq!(error.position(), Some(5));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-names>
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Image(Cow<'static, str>);

impl Image {
    /// Creates an image reference from a literal.
    ///
    /// In a `const` item the literal is checked at compile time. A text that is known only at run time is parsed:
    /// `text.parse()?`.
    ///
    /// # Panics
    ///
    /// If the text is no image reference; the message quotes it and says what is wrong.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(text: &'static str) -> Self {
        match reference(text) {
            Ok(()) => Self(Cow::Borrowed(text)),
            Err(broken) => refuse_literal(text, broken.rule),
        }
    }

    /// Creates a reference from any text, such as the `$(params.image)` of a manifest that another program completes.
    ///
    /// `build()` checks what the API server does: the text is not empty, and has no blanks around it.
    ///
    /// ```
    /// assert_eq!(podwright::Image::opaque("$(params.image)").as_str(), "$(params.image)");
    /// ```
    #[must_use]
    pub fn opaque(text: impl Into<String>) -> Self {
        Self(Cow::Owned(text.into()))
    }

    /// Returns the whole reference.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the reference without its tag and digest.
    #[must_use]
    #[inline]
    pub fn repository(&self) -> &str {
        self.split().0
    }

    /// Returns the tag, if there is one.
    #[must_use]
    #[inline]
    pub fn tag(&self) -> Option<&str> {
        self.split().1
    }

    /// Returns the digest, such as `sha256:..`, if there is one.
    #[must_use]
    #[inline]
    pub fn digest(&self) -> Option<&str> {
        self.split().2
    }

    #[inline]
    fn split(&self) -> (&str, Option<&str>, Option<&str>) {
        let (name, digest) = match self.0.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (&*self.0, None),
        };
        match name.rsplit_once(':') {
            Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag), digest),
            _ => (name, None, digest),
        }
    }

    #[inline]
    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

text_value_traits!(Image, reference);

const PATH_MAX: usize = 255;
const TAG_MAX: usize = 128;
const IMAGE_ID_DIGITS: usize = 64;
/// The path of the images of Docker Hub that have none.
const LIBRARY: &str = "library/";

#[inline]
const fn broken(rule: &'static str, at: usize) -> Grammar {
    Err(Broken { rule, at })
}

/// Checks the grammar of <https://pkg.go.dev/github.com/distribution/reference>.
#[inline]
const fn reference(text: &str) -> Grammar {
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

/// Returns the slash after the registry. The text before the first slash is a registry if it cannot be a repository.
#[inline]
const fn registry_end(bytes: &[u8], to: usize) -> Option<usize> {
    let Some(slash) = find(bytes, 0, to, b'/') else {
        return None;
    };
    let mut registry = is(bytes, 0, slash, b"localhost");
    let mut i = 0;
    while i < slash {
        registry |= matches!(bytes[i], b'.' | b':' | b'[') || bytes[i].is_ascii_uppercase();
        i += 1;
    }
    if registry { Some(slash) } else { None }
}

/// Returns whether a registry is Docker Hub, which is also meant where there is none.
#[inline]
const fn is_docker_hub(bytes: &[u8], to: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::Image;
    use crate::image;

    const DIGEST: &str = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn takes_what_registries_take() {
        for text in [
            "busybox",
            "busybox:1.28",
            "library/busybox",
            "ghcr.io/acme/web:1.4.2",
            "localhost/web",
            "localhost:5000/web:latest",
            "registry.example.com:5000/a/b__c/d-e.f:V1_2-x",
            "Registry.Example.COM/web",
            "[2001:db8::1]:5000/web",
            "a--b/c---d",
            "quay.io/acme/web:_tag",
            "my_registry.io/web",
        ] {
            assert!(text.parse::<Image>().is_ok(), "{text}");
            assert!(format!("{text}{DIGEST}").parse::<Image>().is_ok(), "{text} with a digest");
        }
    }

    #[test]
    fn says_where_a_reference_breaks() {
        for (text, at) in [
            ("", 0),
            (" busybox", 0),
            ("busybox ", 7),
            ("Busybox", 0),
            ("acme/Web", 5),
            ("busybox:", 8),
            ("busybox:-1", 8),
            ("busy box", 4),
            ("https://ghcr.io/acme/web", 5),
            ("a//b", 1),
            ("/web", 0),
            ("web/", 3),
            ("a..b", 1),
            ("a___b", 1),
            ("a.-b", 1),
            ("host:port/web", 5),
            ("-host.io/web", 0),
            ("[::1/web", 4),
            ("web@sha256:abc", 14),
            ("web@sha256:ABC", 11),
            ("web@sha256", 4),
            ("web@:0123456789abcdef0123456789abcdef", 4),
            ("web@md5:0123456789abcdef0123456789abcdef", 4),
            ("my_host.io:5000/web", 2),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 0),
        ] {
            let error = text.parse::<Image>().expect_err(text);
            assert_eq!(error.position(), Some(at), "{error}");
        }
    }

    #[test]
    fn splits_tag_and_digest() {
        let image: Image = format!("localhost:5000/web:1{DIGEST}").parse().unwrap();
        assert_eq!(image.repository(), "localhost:5000/web");
        assert_eq!(image.tag(), Some("1"));
        assert_eq!(image.digest(), Some(&DIGEST[1..]));
        assert_eq!(image!("localhost:5000/web").tag(), None);
    }
}
