//! The grammars of jobs.

use super::cron::{find, number};
use super::{Broken, Grammar, broken, subdomain_in};

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

/// What a list of indexes holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Indexes {
    pub(crate) count: u64,
    /// The largest index, if there is one.
    pub(crate) last: Option<u64>,
}

/// Checks a list of at least one index.
pub(crate) const fn some_indexes(text: &str) -> Grammar {
    match indexes(text) {
        Ok(Indexes { last: None, .. }) => broken(INDEXES, 0),
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

const INDEXES: &str = "indexes are numbers and ranges with commas, as in '0,3-5'";
/// A Job has at most 2147483647 completions.
const INDEX_MAX: u64 = i32::MAX as u64 - 1;

/// Reads a list of indexes, which may be empty.
pub(crate) const fn indexes(text: &str) -> Result<Indexes, Broken> {
    let bytes = text.as_bytes();
    let mut read = Indexes { count: 0, last: None };
    if bytes.is_empty() {
        return Ok(read);
    }
    let mut from = 0;
    while from <= bytes.len() {
        let end = find(bytes, from, bytes.len(), b',');
        let dash = find(bytes, from, end, b'-');
        let first = match index(bytes, from, dash) {
            Ok(index) => index,
            Err(error) => return Err(error),
        };
        let mut last = first;
        if dash < end {
            last = match index(bytes, dash + 1, end) {
                Ok(index) => index,
                Err(error) => return Err(error),
            };
            if first >= last {
                return Err(Broken {
                    rule: "a range of indexes runs from the lower to the higher",
                    at: from,
                });
            }
        }
        if let Some(before) = read.last
            && before >= first
        {
            return Err(Broken { rule: "indexes are in ascending order, each once", at: from });
        }
        read = Indexes { count: read.count + (last - first + 1), last: Some(last) };
        from = end + 1;
    }
    Ok(read)
}

/// Reads a number as Go's `Atoi` does.
const fn index(bytes: &[u8], from: usize, to: usize) -> Result<u64, Broken> {
    match number(bytes, from, to) {
        None => Err(Broken { rule: INDEXES, at: from }),
        Some(index) if index > INDEX_MAX => Err(Broken { rule: "an index is at most 2147483646", at: from }),
        Some(index) => Ok(index),
    }
}

#[cfg(test)]
mod tests {
    use super::{Indexes, indexes, managed_by, some_indexes};

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

    #[test]
    fn indexes_ascend() {
        assert_eq!(indexes(""), Ok(Indexes { count: 0, last: None }));
        assert_eq!(indexes("0,3-5"), Ok(Indexes { count: 4, last: Some(5) }));
        assert_eq!(
            indexes("+1,02-2147483646"),
            Ok(Indexes { count: 2_147_483_646, last: Some(2_147_483_646) })
        );
        for text in
            ["", ",", "0,", ",0", "1,1", "2-1", "1-1", "1-2-3", "0-2,2", "-1", "1-", "a", "0 ", "2147483647"]
        {
            assert!(some_indexes(text).is_err(), "{text}");
        }
    }
}
