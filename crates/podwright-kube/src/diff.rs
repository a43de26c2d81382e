//! What differs between a manifest and a cluster.

use podwright::diff::Diff;
use podwright::manifest::{Manifest, Object};
use serde_json::Value;

use crate::{Apply, Change, ChangeError, ChangeSet, ErrorKind, ObjectError};

/// The annotation in which kubectl keeps a copy of an object.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

impl Apply {
    /// Returns what [`run`](Self::run) would change: each object as the cluster has it beside how it would be.
    ///
    /// Defaults of the API server are no difference, because it is asked what would come of the apply (a dry run). What the
    /// cluster writes is left out: the status, and who owns which field. Values of Secrets are not shown.
    ///
    /// ```no_run
    /// # async fn diff(manifest: &podwright::manifest::Manifest) -> Result<(), Box<dyn std::error::Error>> {
    /// use podwright_kube::Apply;
    ///
    /// let client = kube::Client::try_default().await?;
    /// let diff = Apply::builder().client(client).field_manager("shop").build().diff(manifest).await?;
    /// print!("{diff}");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If an object would not be applied.
    pub async fn diff(&self, manifest: &Manifest) -> Result<Diff, ChangeError> {
        let changes = self.plan(manifest).await?;
        let side = |value: fn(&Change) -> Option<&Value>| -> Vec<Object> {
            let values = changes.iter().filter_map(|change| Some((change, value(change)?)));
            values.filter_map(|(change, value)| Object::unvalidated(written(change, value)).ok()).collect()
        };
        Diff::between(&side(Change::before), &side(Change::after)).map_err(|_| {
            let mut failed = ChangeSet::default();
            if let Some(change) = changes.iter().next() {
                let text = "it, or an object after it, is nested too deep to be compared";
                let error = ObjectError::new(change.object(), ErrorKind::Input, text);
                failed.push(Change::failed(&error));
            }
            ChangeError::new(failed)
        })
    }
}

/// Returns an object without what the cluster writes.
fn written(change: &Change, object: &Value) -> Value {
    let mut object = object.clone();
    object["apiVersion"] = change.object().api_version().into();
    object["kind"] = change.object().kind().into();
    if let Some(fields) = object.as_object_mut() {
        fields.remove("status");
    }
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        for field in
            ["managedFields", "resourceVersion", "generation", "creationTimestamp", "uid", "selfLink"]
        {
            metadata.remove(field);
        }
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
            annotations.remove(LAST_APPLIED);
        }
    }
    object
}
