use std::fmt;
use std::time::Duration;

use k8s_openapi::jiff::Timestamp;
use kube::Client;
use typed_builder::TypedBuilder;

use super::awaited::{Awaited, AwaitedObject};
use super::error::{WaitError, WaitErrorKind};
use super::gather;
use crate::backoff::Backoff;
use crate::cluster::Cluster;
use crate::progress::Progress;
use crate::status::{Observed, Patience, State, Status};
use crate::{ErrorKind, ObjectError};

/// Waits until what was applied is ready, and ends early with the reason if it does not become so.
///
/// ```no_run
/// # async fn apply(manifest: &podwright::manifest::Manifest) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use podwright_kube::progress::Lines;
/// use podwright_kube::{Apply, Wait};
///
/// let client = kube::Client::try_default().await?;
/// let changes = Apply::builder().client(client.clone()).field_manager("shop").build().run(manifest).await?;
/// let wait = Wait::builder().client(client).timeout(Duration::from_secs(600)).build();
/// wait.ready(&changes, &mut Lines::new(std::io::stderr())).await?;
/// # Ok(())
/// # }
/// ```
///
/// Not awaited are the endpoints of Services, paused Deployments, sets whose pods are replaced on delete, and claims that are
/// bound when a pod uses them. A connection that is lost is tried again until the time is over.
#[derive(Clone, TypedBuilder)]
#[builder(
    builder_type(doc = "Collects the options of [`Wait`]."),
    build_method(doc = "Returns the options, if the client is set.")
)]
pub struct Wait {
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
    #[builder(default = Duration::from_secs(300), setter(doc = "Sets how long all objects together may take. Defaults to 300 seconds."))]
    timeout: Duration,
    #[builder(default, setter(doc = "Sets how long a mistake may last before the wait ends with it."))]
    patience: Patience,
}

/// Shows the options. The client is not shown.
impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("namespace", &self.namespace)
            .field("timeout", &self.timeout)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

impl Wait {
    /// Waits until all objects are ready, or not awaited. Returns the last status of each.
    ///
    /// # Errors
    ///
    /// If an object has failed, if the time is over, or if the API server does not let the client read. The error has the last
    /// status of each object.
    pub async fn ready(
        &self,
        objects: impl Into<Awaited>,
        progress: &mut (impl Progress + ?Sized),
    ) -> Result<Vec<Status>, WaitError> {
        let result = self.wait(objects.into(), progress).await;
        progress.finish();
        result
    }

    async fn wait(
        &self,
        awaited: Awaited,
        progress: &mut (impl Progress + ?Sized),
    ) -> Result<Vec<Status>, WaitError> {
        let mut cluster = Cluster::new(self.client.clone(), self.namespace.as_deref());
        let mut backoff = Backoff::new(self.timeout);
        let mut objects: Vec<_> = awaited.objects.into_iter().map(|object| (object, None)).collect();
        loop {
            let mut has_changed = false;
            for (object, last) in &mut objects {
                if last.as_ref().is_some_and(is_done) {
                    continue;
                }
                let before = last.as_ref().map(Seen::status).cloned();
                match self.observe(object, &mut cluster).await {
                    Ok(seen) => {
                        has_changed |= before.as_ref() != Some(seen.status());
                        *last = Some(seen);
                    }
                    Err(error) if is_passing(&error) => {
                        let observed = Observed::missing(error.object().clone());
                        let status = Status::unknown(error.object().clone(), error.text());
                        has_changed |= before.as_ref() != Some(&status);
                        *last = Some(Seen { status, observed });
                    }
                    Err(error) => {
                        return Err(WaitError {
                            kind: WaitErrorKind::Request(error),
                            statuses: statuses(&objects),
                        });
                    }
                }
            }
            let seen = statuses(&objects);
            if has_changed {
                progress.update(&seen);
                backoff.shorten();
            }
            let kind = if seen.iter().any(|status| status.state() == State::Failed) {
                WaitErrorKind::Failed
            } else if objects.iter().all(|(_, last)| last.as_ref().is_some_and(is_done)) {
                return Ok(seen);
            } else if backoff.pause().await {
                continue;
            } else {
                WaitErrorKind::Timeout(self.timeout)
            };
            self.read_logs(&mut objects, &mut cluster).await;
            return Err(WaitError { kind, statuses: statuses(&objects) });
        }
    }

    async fn observe(&self, object: &mut AwaitedObject, cluster: &mut Cluster) -> Result<Seen, ObjectError> {
        object.target = cluster.place(&object.target).await?;
        let observed = gather::observe(object, &self.patience, cluster).await?;
        let status = observed.status(&self.patience, Timestamp::now());
        Ok(Seen { status, observed })
    }

    /// Reads the log of each container that keeps an object from being ready, because its last line says why.
    async fn read_logs(&self, objects: &mut [(AwaitedObject, Option<Seen>)], cluster: &mut Cluster) {
        for seen in objects.iter_mut().filter_map(|(_, seen)| seen.as_mut()) {
            let Some(failing) = seen.status.failing().cloned() else { continue };
            if let Some(text) = gather::log(seen.status.object(), &failing, cluster).await {
                let observed = seen.observed.clone().log(failing.pod, failing.container, text);
                let status = observed.status(&self.patience, Timestamp::now());
                *seen = Seen { status, observed };
            }
        }
    }
}

/// What was last seen of an object.
struct Seen {
    status: Status,
    observed: Observed,
}

impl Seen {
    fn status(&self) -> &Status {
        &self.status
    }
}

fn statuses(objects: &[(AwaitedObject, Option<Seen>)]) -> Vec<Status> {
    objects.iter().filter_map(|(_, seen)| seen.as_ref()).map(|seen| seen.status.clone()).collect()
}

fn is_done(seen: &Seen) -> bool {
    matches!(seen.status.state(), State::Ready | State::NotAwaited)
}

/// Tells whether the same question may be answered later.
fn is_passing(error: &ObjectError) -> bool {
    matches!(error.kind(), ErrorKind::Connection | ErrorKind::Unavailable | ErrorKind::KindMissing)
}
