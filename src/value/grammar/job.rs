//! The grammars of jobs.

use super::{Grammar, broken, subdomain_in};

/// Longest name of a controller in `managedBy`.
pub(crate) const MANAGED_BY_MAX: usize = 63;

/// Checks the name of a controller of jobs: a path with a domain before it, of at most 63 characters.
pub(crate) const fn managed_by(text: &str) -> Grammar {
    match domain_prefixed_path(text) {
        Ok(()) if text.len() > MANAGED_BY_MAX => {
            broken("the name of a controller of jobs has at most 63 characters", MANAGED_BY_MAX)
        }
        checked => checked,
    }
}

/// Checks a path with a domain before it: `example.com/queue`.
pub(crate) const fn domain_prefixed_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let mut slash = 0;
    while slash < bytes.len() && bytes[slash] != b'/' {
        slash += 1;
    }
    if slash == 0 || slash + 1 >= bytes.len() {
        return broken(
            "a controller of jobs is named as a domain and a path, as in 'example.com/queue'",
            slash,
        );
    }
    if let Err(error) = subdomain_in(bytes, slash) {
        return Err(error);
    }
    let mut i = slash + 1;
    while i < bytes.len() {
        if !is_path(bytes[i]) {
            return broken(
                "the path after the domain holds only letters, digits and \"/-._~%!$&'()*+,;=:\"",
                i,
            );
        }
        i += 1;
    }
    Ok(())
}

const fn is_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'/' | b'-'
                | b'.'
                | b'_'
                | b'~'
                | b'%'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
        )
}

#[cfg(test)]
mod tests {
    use super::managed_by;

    #[test]
    fn a_domain_and_a_path() {
        for text in [
            "example.com/queue",
            "a/b",
            "kueue.x-k8s.io/multikueue",
            "a/b/c",
            "a//",
            "a/(~)",
            &format!("a/{}", "b".repeat(61)),
        ] {
            assert_eq!(managed_by(text), Ok(()), "{text}");
        }
        for text in [
            "",
            "/",
            "a",
            "a/",
            "/a",
            "A/b",
            "a_b/c",
            "a/b c",
            "a/\u{e4}",
            "a/b?",
            &format!("a/{}", "b".repeat(62)),
        ] {
            assert!(managed_by(text).is_err(), "{text}");
        }
    }
}
