use std::collections::HashMap;

use super::reference::Reason;
use super::selector::Selector;

/// Something that an application refers to and somebody else provides.
///
/// ```
/// use podwright::links::External;
///
/// let secret = External::object("Secret", "argocd-redis").made_by("the init container of argocd-redis");
/// let pods = External::pods([("app", "prometheus")]).namespace("monitoring");
/// # let _ = (secret, pods);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    group: Option<Box<str>>,
    namespace: Option<Box<str>>,
    what: What,
    reason: Option<Box<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Object { kind: Box<str>, name: Box<str> },
    Pods(Vec<(Box<str>, Box<str>)>),
}

impl External {
    /// Declares an object, by its kind and name. Its group and its namespace may be any.
    #[must_use]
    pub fn object(kind: &str, name: &str) -> Self {
        let what = What::Object { kind: kind.into(), name: name.into() };
        Self { group: None, namespace: None, what, reason: None }
    }

    /// Declares pods that have these labels, in any namespace.
    #[must_use]
    pub fn pods<K: AsRef<str>, V: AsRef<str>>(labels: impl IntoIterator<Item = (K, V)>) -> Self {
        let labels =
            labels.into_iter().map(|(key, value)| (key.as_ref().into(), value.as_ref().into())).collect();
        Self { group: None, namespace: None, what: What::Pods(labels), reason: None }
    }

    /// Sets the group of the object. Defaults to any.
    #[must_use]
    pub fn group(mut self, group: &str) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Sets the namespace. Defaults to any.
    #[must_use]
    pub fn namespace(mut self, namespace: &str) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sets who makes it.
    #[must_use]
    pub fn made_by(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into().into());
        self
    }
}

/// What is declared external, by name.
#[derive(Debug, Default)]
pub(super) struct Externals<'e> {
    by_name: HashMap<(&'e str, &'e str), Vec<&'e External>>,
    pods: Vec<&'e External>,
}

/// The most declarations of one name, or of pods, that are compared.
const COMPARED: usize = 1000;

impl<'e> Externals<'e> {
    pub(super) fn of(declared: &'e [External]) -> Self {
        let mut externals = Self::default();
        for external in declared {
            match &external.what {
                What::Object { kind, name } => {
                    externals.by_name.entry((kind, name)).or_default().push(external);
                }
                What::Pods(_) => externals.pods.push(external),
            }
        }
        externals
    }

    /// Returns the reason, if an object is declared external.
    pub(super) fn object(&self, group: &str, kind: &str, namespace: &str, name: &str) -> Option<Reason> {
        let declared = self.by_name.get(&(kind, name))?.iter().take(COMPARED);
        let mut declared = declared.filter(|external| external.group.as_deref().is_none_or(|it| it == group));
        let found = declared.find(|external| external.is_in(namespace))?;
        Some(Reason::External(found.reason.clone()))
    }

    /// Returns the reason, if a selector selects pods that are declared external.
    pub(super) fn pods(&self, selector: &Selector<'_>, namespace: &str) -> Option<Reason> {
        let found = self.pods.iter().take(COMPARED).find(|external| {
            let What::Pods(labels) = &external.what else { return false };
            let value = |key: &str| labels.iter().find(|(name, _)| **name == *key).map(|(_, value)| &**value);
            external.is_in(namespace) && selector.matches(value)
        })?;
        Some(Reason::External(found.reason.clone()))
    }
}

impl External {
    fn is_in(&self, namespace: &str) -> bool {
        self.namespace.as_deref().is_none_or(|it| it == namespace)
    }
}
