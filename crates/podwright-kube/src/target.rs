use podwright::manifest::Object;

use crate::ObjectRef;

/// The objects that an option is for: one object, or all of a kind.
///
/// ```
/// use podwright_kube::{ObjectRef, Target};
///
/// let web = ObjectRef::new("apps/v1", "Deployment", "web").in_namespace("shop");
/// assert!(Target::kind("Deployment").includes(&web));
/// assert!(Target::named("Deployment", "web").includes(&web));
/// assert!(!Target::named("Deployment", "web").in_namespace("test").includes(&web));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    kind: String,
    namespace: Option<String>,
    name: Option<String>,
}

impl Target {
    /// Means all objects of a kind: `Job`.
    #[must_use]
    pub fn kind(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), namespace: None, name: None }
    }

    /// Means the objects of a kind and name, in whatever namespace.
    #[must_use]
    pub fn named(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::kind(kind) }
    }

    /// Means those of a namespace only.
    #[must_use]
    pub fn in_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Returns whether an object is meant.
    #[must_use]
    pub fn includes(&self, object: &ObjectRef) -> bool {
        let is_or_any = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == found)
        };
        self.kind == object.kind()
            && is_or_any(&self.namespace, object.namespace())
            && is_or_any(&self.name, Some(object.name()))
    }
}

/// Means this object. If it has no namespace, those of its name in whatever namespace.
impl From<&Object> for Target {
    fn from(object: &Object) -> Self {
        Self::from(&ObjectRef::of_object(object))
    }
}

/// Means this object.
impl From<&ObjectRef> for Target {
    fn from(object: &ObjectRef) -> Self {
        Self {
            kind: object.kind().to_owned(),
            namespace: object.namespace().map(ToOwned::to_owned),
            name: Some(object.name().to_owned()),
        }
    }
}
