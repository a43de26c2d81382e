use std::fmt;
use std::time::Duration;

use kube::Client;
use kube::api::PropagationPolicy;
use podwright::manifest::Manifest;
use serde_json::Value;
use typed_builder::TypedBuilder;

use crate::backoff::Backoff;
use crate::cluster::Cluster;
use crate::{Change, ChangeError, ChangeSet, ErrorKind, ObjectError, ObjectRef, Outcome, Protected, json};

/// Deletes the objects of manifests, the last installed first, and waits until they are gone.
///
/// ```no_run
/// # async fn delete(manifest: &podwright::manifest::Manifest) -> Result<(), Box<dyn std::error::Error>> {
/// use podwright_kube::{Delete, Protected};
///
/// let client = kube::Client::try_default().await?;
/// let delete = Delete::builder().client(client).namespace("shop").also(Protected::Claims).build();
/// println!("{}", delete.run(manifest).await?);
/// # Ok(())
/// # }
/// ```
///
/// What [`Protected`] lists is kept, unless [`also`](DeleteBuilder::also) says otherwise.
#[derive(Clone, TypedBuilder)]
#[builder(mutators(
    /// Deletes protected objects too.
    pub fn also(&mut self, protected: Protected) {
        self.deleted.push(protected);
    }
))]
#[builder(
    builder_type(doc = "Collects the options of [`Delete`]."),
    build_method(doc = "Returns the options, if the client is set.")
)]
pub struct Delete {
    #[builder(setter(doc = "Sets the client."))]
    client: Client,
    #[builder(
        default,
        setter(
            strip_option,
            into,
            doc = "Sets the namespace of objects without one. Defaults to the client's."
        )
    )]
    namespace: Option<String>,
    #[builder(default = Duration::from_secs(120), setter(doc = "Sets how long the objects may take to go. Defaults to 120 seconds."))]
    timeout: Duration,
    #[builder(via_mutators)]
    deleted: Vec<Protected>,
}

/// Shows the options. The client is not shown.
impl fmt::Debug for Delete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delete")
            .field("namespace", &self.namespace)
            .field("timeout", &self.timeout)
            .field("deleted", &self.deleted)
            .finish_non_exhaustive()
    }
}

impl Delete {
    /// Deletes the objects. Those that are not there are skipped.
    ///
    /// # Errors
    ///
    /// If an object is not deleted, or not gone in time. The error has the change set, which says what is gone and what is not.
    pub async fn run(&self, manifest: &Manifest) -> Result<ChangeSet, ChangeError> {
        let mut cluster = Cluster::new(self.client.clone(), self.namespace.as_deref());
        let mut changes = ChangeSet::default();
        let mut backoff = Backoff::new(self.timeout);
        let objects: Vec<_> = manifest.iter().map(ObjectRef::of_object).collect();
        let mut left = objects.into_iter().rev();
        for object in left.by_ref() {
            match self.delete(&object, &mut cluster, &mut backoff).await {
                Ok(change) => changes.push(change),
                Err(error) => {
                    let is_lost = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Unauthorized);
                    changes.push(Change::failed(&error));
                    if is_lost {
                        break;
                    }
                }
            }
        }
        changes.extend_skipped(left, "an error came before it, so it was not tried");
        changes.into_result()
    }

    async fn delete(
        &self,
        object: &ObjectRef,
        cluster: &mut Cluster,
        backoff: &mut Backoff,
    ) -> Result<Change, ObjectError> {
        if let Some(why) = Protected::keeps(object, &self.deleted) {
            return Ok(Change::skipped(object.clone(), why));
        }
        let object = match cluster.place(object).await {
            Err(error) if error.kind() == ErrorKind::KindMissing => {
                return Ok(Change::skipped(object.clone(), "it is not there"));
            }
            placed => placed?,
        };
        let Some(before) = cluster.get(&object).await? else {
            return Ok(Change::skipped(object, "it is not there"));
        };
        let uid = json::text(&before, "/metadata/uid");
        cluster.delete(&object, uid, PropagationPolicy::Foreground).await?;
        loop {
            let found = cluster.get(&object).await?;
            let is_same = |found: &Value| uid.is_none() || json::text(found, "/metadata/uid") == uid;
            let Some(found) = found.filter(is_same) else {
                return Ok(Change::new(object, Outcome::Deleted).with_values(Some(before), None));
            };
            if !backoff.pause().await {
                let text = format!(
                    "it is being deleted, and not gone after {} s{}: see what keeps it, and run this again",
                    self.timeout.as_secs(),
                    json::finalizers(&found)
                );
                return Err(ObjectError::new(&object, ErrorKind::Timeout, text));
            }
        }
    }
}
