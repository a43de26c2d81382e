mod members;
mod prune;
mod usage;

pub(crate) use members::Members;
pub(crate) use prune::{plan, prune};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{ObjectRef, Protected};

/// The label of what belongs to a set.
pub(crate) const PART_OF: &str = "applyset.kubernetes.io/part-of";

/// The objects that were applied together, so that those which are no longer in the manifest are deleted.
///
/// A ConfigMap, the parent, remembers the kinds and namespaces of the set, and each object has a label with the id of the set, in
/// the format of kubectl's apply sets. The parent names this crate as its tool, so kubectl does not prune the set, and sets of
/// kubectl are not pruned here. Objects without the label are never deleted. An apply of an empty manifest deletes all objects of
/// the set.
///
/// Objects are deleted right after the apply, before what is new is ready: rename a workload in two steps if it must not stop.
///
/// What [`Protected`] lists is not deleted, and neither are config maps and Secrets that a `ReplicaSet` or a pod still uses. They
/// stay in the set.
///
/// ```
/// use podwright_kube::{ApplySet, Protected};
///
/// let set = ApplySet::new("shop").in_namespace("shop").prune(Protected::Claims);
/// assert_eq!(set.id("default"), "applyset-XH-PJYPzLD9nFYm7BNKLLSDNEG2L1ih90R3Ov_stz-s-v1");
/// ```
///
/// Source: <https://github.com/kubernetes/enhancements/tree/master/keps/sig-cli/3659-kubectl-apply-prune>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplySet {
    name: String,
    namespace: Option<String>,
    pruned: Vec<Protected>,
}

impl ApplySet {
    /// Creates a set whose parent is the ConfigMap of this name.
    ///
    /// Use one set for each manifest that you apply.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), namespace: None, pruned: Vec::new() }
    }

    /// Sets the namespace of the parent. Defaults to that of objects without one.
    #[must_use]
    pub fn in_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Deletes protected objects too, if they are no longer in the manifest.
    #[must_use]
    pub fn prune(mut self, protected: Protected) -> Self {
        self.pruned.push(protected);
        self
    }

    /// Returns the id of the set, which is a hash of its parent's name, namespace and kind.
    #[must_use]
    pub fn id(&self, default_namespace: &str) -> String {
        let namespace = self.namespace.as_deref().unwrap_or(default_namespace);
        let digest = Sha256::digest(format!("{}.{namespace}.ConfigMap.", self.name));
        format!("applyset-{}-v1", URL_SAFE_NO_PAD.encode(digest))
    }

    pub(crate) fn parent(&self, default_namespace: &str) -> ObjectRef {
        let namespace = self.namespace.as_deref().unwrap_or(default_namespace);
        ObjectRef::new("v1", "ConfigMap", &*self.name).in_namespace(namespace)
    }

    pub(crate) fn pruned(&self) -> &[Protected] {
        &self.pruned
    }

    /// Adds the label of the set to an object that is to be applied.
    pub(crate) fn label(&self, body: &mut Value, default_namespace: &str) {
        if body["metadata"]["labels"].is_null() {
            body["metadata"]["labels"] = json!({});
        }
        body["metadata"]["labels"][PART_OF] = json!(self.id(default_namespace));
    }
}
