use std::fmt;

/// The number of keys that a message lists.
const LISTED: usize = 20;

/// The error for a key that a ConfigMap or a Secret does not have, or that holds bytes where a text is needed.
///
/// ```
/// use podwright::prelude::*;
///
/// let config = ConfigMap::new(name!("web-config")).text(config_key!("level"), "info");
/// let error = config.key("lvl").unwrap_err();
/// assert_eq!(error.to_string(), r#"ConfigMap "web-config" has no key "lvl"; it has "level""#);
/// assert_eq!(error.key(), "lvl");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct KeyError(Box<Reason>);

#[derive(Clone, PartialEq, Eq)]
struct Reason {
    kind: &'static str,
    name: String,
    key: String,
    /// The keys that there are; none if the key is there and holds bytes.
    has: Option<Vec<String>>,
}

impl KeyError {
    pub(super) fn missing<'k>(
        kind: &'static str,
        name: &str,
        key: &str,
        keys: impl Iterator<Item = &'k String>,
    ) -> Self {
        // One more than is listed, to tell whether there are more.
        let has = Some(keys.take(LISTED + 1).cloned().collect());
        Self(Box::new(Reason { kind, name: name.to_owned(), key: key.to_owned(), has }))
    }

    pub(super) fn binary(kind: &'static str, name: &str, key: &str) -> Self {
        Self(Box::new(Reason { kind, name: name.to_owned(), key: key.to_owned(), has: None }))
    }

    /// Returns the key that was asked for.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0.key
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reason { kind, name, key, has } = &*self.0;
        let Some(has) = has else {
            return write!(
                f,
                "{kind} {name:?} has bytes at its key {key:?}, which cannot be the value of a variable"
            );
        };
        write!(f, "{kind} {name:?} has no key {key:?}")?;
        if has.is_empty() {
            return write!(f, "; it has no keys");
        }
        for (i, key) in has.iter().take(LISTED).enumerate() {
            write!(f, "{}{key:?}", if i == 0 { "; it has " } else { ", " })?;
        }
        if has.len() > LISTED { f.write_str(", ..") } else { Ok(()) }
    }
}

impl fmt::Debug for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for KeyError {}
