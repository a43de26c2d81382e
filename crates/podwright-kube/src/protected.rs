use crate::ObjectRef;

/// Objects that are neither pruned nor deleted, unless you say so: all that is in them is lost with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protected {
    /// Namespaces, with all objects in them.
    Namespaces,
    /// Definitions of custom resources, with all objects of their kinds.
    Definitions,
    /// Claims, with the data of their volumes.
    Claims,
}

impl Protected {
    /// Returns why an object is not deleted, if it is protected and not among those that may be deleted.
    pub(crate) fn keeps(object: &ObjectRef, deleted: &[Self]) -> Option<&'static str> {
        let (protected, why) = match (object.group(), object.kind()) {
            ("", "Namespace") => (Self::Namespaces, "a namespace is deleted with all that is in it"),
            ("apiextensions.k8s.io", "CustomResourceDefinition") => {
                (Self::Definitions, "a definition is deleted with all objects of its kind")
            }
            ("", "PersistentVolumeClaim") => (Self::Claims, "a claim is deleted with its data"),
            _ => return None,
        };
        (!deleted.contains(&protected)).then_some(why)
    }
}
