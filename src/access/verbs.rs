use std::fmt;

use crate::value::{CustomVerb, OneOrMore};

/// What may be done with a resource: at least one verb.
///
/// ```
/// use podwright::access::Verbs;
///
/// assert_eq!(Verbs::READ.to_string(), "get, list, watch");
/// assert_eq!(Verbs::GET.and(Verbs::PATCH).to_string(), "get, patch");
/// assert_eq!(Verbs::custom("sync".parse()?).to_string(), "sync");
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbs {
    /// A bit for each of [`WORDS`] that is one of the verbs.
    known: u32,
    custom: Vec<CustomVerb>,
}

const WORDS: [&str; 15] = [
    "*",
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "use",
    "bind",
    "escalate",
    "impersonate",
    "approve",
    "sign",
];

/// Returns the place of a verb among others.
pub(super) fn place_of(verb: &str) -> usize {
    WORDS.iter().position(|word| *word == verb).unwrap_or(WORDS.len())
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $VERBS:ident = $($bit:literal)|+;)+) => {
        impl Verbs {
            $($(#[$doc])* pub const $VERBS: Self = Self { known: 0 $(| 1 << $bit)+, custom: Vec::new() };)+
        }
    };
}

verbs! {
    /// Every verb, `*`.
    ALL = 0;
    /// Reads one object.
    GET = 1;
    /// Reads all objects.
    LIST = 2;
    /// Follows changes.
    WATCH = 3;
    /// Creates objects.
    CREATE = 4;
    /// Replaces an object.
    UPDATE = 5;
    /// Changes parts of an object.
    PATCH = 6;
    /// Deletes an object.
    DELETE = 7;
    /// Deletes many objects at once.
    DELETE_COLLECTION = 8;
    /// Uses a class or a policy.
    USE = 9;
    /// Grants a role by a binding, also rights that one does not have.
    BIND = 10;
    /// Puts rights into a role that one does not have.
    ESCALATE = 11;
    /// Acts as another user, group or service account.
    IMPERSONATE = 12;
    /// Approves certificate signing requests of a signer.
    APPROVE = 13;
    /// Signs certificate signing requests of a signer.
    SIGN = 14;
    /// `get`, `list` and `watch`.
    READ = 1 | 2 | 3;
    /// `create`, `update`, `patch` and `delete`.
    WRITE = 4 | 5 | 6 | 7;
}

impl Verbs {
    /// Creates a verb that a custom resource or an extension of the API server defines.
    #[must_use]
    pub fn custom(verb: CustomVerb) -> Self {
        Self { known: 0, custom: vec![verb] }
    }

    /// Joins verbs.
    ///
    /// ```
    /// use podwright::access::Verbs;
    ///
    /// assert_eq!(Verbs::of([Verbs::READ, Verbs::DELETE]).to_string(), "get, list, watch, delete");
    /// ```
    #[must_use]
    pub fn of(verbs: impl OneOrMore<Self>) -> Self {
        verbs.into_list().into_iter().fold(Self { known: 0, custom: Vec::new() }, Self::and)
    }

    /// Returns these verbs and others.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.known |= others.known;
        self.custom.extend(others.custom);
        self.custom.sort_unstable();
        self.custom.dedup();
        self
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let known = WORDS.into_iter().enumerate().filter(|(bit, _)| self.known & (1 << bit) != 0);
        known.map(|(_, word)| word).chain(self.custom.iter().map(CustomVerb::as_str))
    }

    pub(super) fn to_words(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }
}

impl fmt::Display for Verbs {
    /// Writes the verbs with commas between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, verb) in self.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(verb)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Verbs, WORDS};

    #[test]
    fn every_word_is_a_verb() {
        let all = [
            Verbs::ALL,
            Verbs::GET,
            Verbs::LIST,
            Verbs::WATCH,
            Verbs::CREATE,
            Verbs::UPDATE,
            Verbs::PATCH,
            Verbs::DELETE,
            Verbs::DELETE_COLLECTION,
            Verbs::USE,
            Verbs::BIND,
            Verbs::ESCALATE,
            Verbs::IMPERSONATE,
            Verbs::APPROVE,
            Verbs::SIGN,
        ];
        assert_eq!(all.map(|verbs| verbs.to_string()), WORDS);
        assert_eq!(Verbs::WRITE.to_string(), "create, update, patch, delete");
    }

    #[test]
    fn verbs_are_joined_once_each() {
        let sync = || Verbs::custom("sync".parse().unwrap());
        let verbs = sync().and(Verbs::READ).and(Verbs::GET).and(sync());
        assert_eq!(verbs.to_string(), "get, list, watch, sync");
    }
}
