//! What is to be done to an object, after the API server has validated it.

use kube::api::PropagationPolicy;
use serde_json::{Value, json};

use super::desired::Desired;
use super::managed_fields;
use super::options::Apply;
use crate::backoff::Backoff;
use crate::cluster::{Cluster, Mode};
use crate::error::Conflict;
use crate::{Change, ErrorKind, ObjectError, Outcome, json};

/// What is to be done to an object.
pub(super) struct Planned {
    pub(super) desired: Desired,
    live: Option<Value>,
    applied: Option<Value>,
    action: Action,
    /// Whether fields are taken from managers that are not taken over.
    is_forced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Create,
    Configure,
    Leave,
    Recreate,
}

/// Asks the API server what comes of an object. Nothing is changed.
pub(super) async fn plan(
    desired: Desired,
    options: &Apply,
    cluster: &mut Cluster,
) -> Result<Planned, ObjectError> {
    let Desired { target, body } = &desired;
    let live = cluster.get(target).await?;
    let mode = Mode { manager: &options.field_manager, is_dry_run: true, is_forced: false };
    let mut is_forced = false;
    let mut applied = cluster.apply(target, body, mode).await;
    if let Err(error) = &applied
        && error.kind() == ErrorKind::Conflict
    {
        is_forced = may_be_forced(&desired, options, live.as_ref(), error)?;
        applied = cluster.apply(target, body, Mode { is_forced: true, ..mode }).await;
    }
    let (applied, action) = match (applied, &live) {
        (Ok(applied), None) => (Some(applied), Action::Create),
        (Ok(applied), Some(live)) => {
            let takes_over =
                options.taken_over.iter().any(|manager| managed_fields::owns_by_update(live, manager));
            let is_same = managed_fields::is_same(live, &applied, &options.field_manager);
            let action = if is_same && !takes_over { Action::Leave } else { Action::Configure };
            (Some(applied), action)
        }
        (Err(error), Some(_)) if error.kind() == ErrorKind::Immutable && options.is_recreated(target) => {
            (None, Action::Recreate)
        }
        (Err(error), _) => return Err(error),
    };
    Ok(Planned { desired, live, applied, action, is_forced })
}

/// Tells whether fields are to be taken from managers that are not taken over.
///
/// Fails if the options do not allow it, with the conflicts that remain.
fn may_be_forced(
    desired: &Desired,
    options: &Apply,
    live: Option<&Value>,
    error: &ObjectError,
) -> Result<bool, ObjectError> {
    let target = &desired.target;
    let is_taken_over = |manager: &str| {
        options.taken_over.iter().any(|taken| taken == manager)
            && live.is_some_and(|live| managed_fields::owns_by_update(live, manager))
    };
    let others: Vec<_> =
        error.conflicts().iter().filter(|conflict| !is_taken_over(&conflict.manager)).collect();
    let remaining: Vec<_> = others
        .iter()
        .map(|conflict| Conflict {
            manager: conflict.manager.clone(),
            fields: conflict
                .fields
                .iter()
                .filter(|field| !options.is_forced(target, field))
                .cloned()
                .collect(),
        })
        .filter(|conflict| !conflict.fields.is_empty())
        .collect();
    if remaining.is_empty() {
        return Ok(!others.is_empty());
    }
    Err(ObjectError::of_conflicts(target, remaining))
}

impl Planned {
    /// Returns what would change.
    pub(super) fn into_change(self) -> Change {
        let outcome = self.outcome();
        let note = self.note();
        let change = Change::new(self.desired.target, outcome);
        let after = if outcome == Outcome::Recreated { Some(self.desired.body) } else { self.applied };
        let change = change.with_values(self.live, after);
        match note {
            Some(note) => change.with_note(note),
            None => change,
        }
    }

    fn outcome(&self) -> Outcome {
        match self.action {
            Action::Create => Outcome::Created,
            Action::Configure => Outcome::Configured,
            Action::Leave => Outcome::Unchanged,
            Action::Recreate => Outcome::Recreated,
        }
    }

    fn note(&self) -> Option<&'static str> {
        let is_job = self.desired.target.is("batch", "Job");
        (is_job && self.action == Action::Recreate).then_some("the Job runs again")
    }

    /// Does what is to be done.
    pub(super) async fn carry_out(
        self,
        options: &Apply,
        cluster: &mut Cluster,
    ) -> Result<Change, ObjectError> {
        let (outcome, note) = (self.outcome(), self.note());
        let target = self.desired.target.clone();
        let after = match self.action {
            Action::Leave => self.live.clone(),
            Action::Recreate => {
                remove(&self, options, cluster).await?;
                Some(self.apply(None, options, cluster).await?)
            }
            Action::Create | Action::Configure => {
                let live = self.take_over(options, cluster).await?;
                Some(self.apply(live.as_ref(), options, cluster).await?)
            }
        };
        let change = Change::new(target, outcome).with_values(self.live, after);
        Ok(match note {
            Some(note) => change.with_note(note),
            None => change,
        })
    }

    async fn apply(
        &self,
        live: Option<&Value>,
        options: &Apply,
        cluster: &mut Cluster,
    ) -> Result<Value, ObjectError> {
        let mut body = self.desired.body.clone();
        let is_forced = self.is_forced && live.is_some();
        if let (true, Some(live)) = (is_forced, live) {
            // What is forced is what was looked at: if somebody changes the object meanwhile, nothing is taken.
            body["metadata"]["resourceVersion"] = json!(json::text(live, "/metadata/resourceVersion"));
        }
        let mode = Mode { manager: &options.field_manager, is_dry_run: false, is_forced };
        cluster.apply(&self.desired.target, &body, mode).await
    }

    /// Takes over the fields of other managers, and returns the object as it is then.
    async fn take_over(&self, options: &Apply, cluster: &mut Cluster) -> Result<Option<Value>, ObjectError> {
        let Some(live) = &self.live else { return Ok(None) };
        match managed_fields::take_over(live, &options.field_manager, &options.taken_over) {
            None => Ok(Some(live.clone())),
            Some(patch) => cluster.merge(&self.desired.target, &patch).await.map(Some),
        }
    }
}

/// Deletes the object that is to be created again, and waits until it is gone.
async fn remove(planned: &Planned, options: &Apply, cluster: &mut Cluster) -> Result<(), ObjectError> {
    let target = &planned.desired.target;
    let uid = planned.live.as_ref().and_then(|live| json::text(live, "/metadata/uid"));
    cluster.delete(target, uid, PropagationPolicy::Foreground).await?;
    let mut backoff = Backoff::new(options.stage_timeout);
    while let Some(found) = cluster.get(target).await? {
        if uid.is_some() && json::text(&found, "/metadata/uid") != uid {
            break;
        }
        if !backoff.pause().await {
            let text = format!(
                "it is being deleted, and not gone after {} s{}: when it is gone, run this again, which creates it",
                options.stage_timeout.as_secs(),
                json::finalizers(&found)
            );
            return Err(ObjectError::new(target, ErrorKind::Timeout, text));
        }
    }
    Ok(())
}
