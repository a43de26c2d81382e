//! One run of an apply.

use podwright::manifest::{Manifest, Object};
use serde_json::Value;

use super::desired::{Desired, stages};
use super::options::Apply;
use super::plan::{self, Planned};
use super::stage;
use crate::apply_set::{self, Members};
use crate::backoff::Backoff;
use crate::cluster::Cluster;
use crate::{Change, ChangeError, ChangeSet, ErrorKind, ObjectError, ObjectRef, Outcome};

/// An apply that runs.
pub(super) struct Run<'r> {
    options: &'r Apply,
    cluster: Cluster,
    changes: ChangeSet,
}

impl<'r> Run<'r> {
    pub(super) fn new(options: &'r Apply) -> Self {
        let cluster = Cluster::new(options.client.clone(), options.namespace.as_deref());
        Self { options, cluster, changes: ChangeSet::default() }
    }

    /// Applies stage after stage, and prunes at the end.
    pub(super) async fn apply(mut self, manifest: &Manifest) -> Result<ChangeSet, ChangeError> {
        let [first, then] = stages(manifest);
        if let Err(errors) = self.inputs_are_complete(&first, &then) {
            return self.stop(errors, &[&first, &then]);
        }
        let mut members = None;
        if let Some(set) = &self.options.apply_set {
            match Members::open(set, manifest, self.options, &mut self.cluster).await {
                Ok(opened) => members = Some(opened),
                // The namespace of the parent may be in the manifest.
                Err(error) if error.kind() == ErrorKind::NamespaceMissing && !first.is_empty() => {}
                Err(error) => return self.stop(vec![error], &[&first, &then]),
            }
        }
        let applied = self.stage(&first).await;
        if let Err(errors) = applied {
            return self.stop(errors, &[&then]);
        }
        let backoff = Backoff::new(self.options.stage_timeout);
        let prepared: Vec<_> = self.changes.iter().cloned().collect();
        let mut ready = stage::wait(&prepared, &mut self.cluster, backoff).await;
        if ready.is_ok() {
            ready = stage::wait_for_accounts(&prepared, &then, &mut self.cluster).await;
        }
        if let Err(error) = ready {
            return self.stop(vec![error], &[&then]);
        }
        if let (Some(set), None) = (&self.options.apply_set, &members) {
            match Members::open(set, manifest, self.options, &mut self.cluster).await {
                Ok(opened) => members = Some(opened),
                Err(error) => return self.stop(vec![error], &[&then]),
            }
        }
        if let Err(errors) = self.stage(&then).await {
            return self.stop(errors, &[]);
        }
        if let Some(members) = members {
            let prune = apply_set::prune(members, &mut self.changes, &mut self.cluster).await;
            if let Err(error) = prune {
                self.changes.push(Change::failed(&error));
            }
        }
        self.changes.into_result()
    }

    /// Asks what would change, stage after stage.
    pub(super) async fn plan(mut self, manifest: &Manifest) -> Result<ChangeSet, ChangeError> {
        let [first, then] = stages(manifest);
        if let Err(errors) = self.inputs_are_complete(&first, &then) {
            return self.stop(errors, &[&first, &then]);
        }
        for object in first.into_iter().chain(then) {
            match self.plan_one(object).await {
                Ok(planned) => self.changes.push(planned.into_change()),
                Err(error) => {
                    let change = self.not_seen(&error, object).unwrap_or_else(|| Change::failed(&error));
                    self.changes.push(change);
                }
            }
        }
        if let (Some(set), 0) = (&self.options.apply_set, self.changes.count(Outcome::Failed)) {
            let members = Members::read(set, manifest, self.options, &mut self.cluster).await;
            let planned = match members {
                Ok(members) => apply_set::plan(&members, &mut self.changes, &mut self.cluster).await,
                Err(error) => Err(error),
            };
            if let Err(error) = planned {
                self.changes.push(Change::failed(&error));
            }
        }
        self.changes.into_result()
    }

    /// Returns the change of an object that the API server cannot validate before what it needs is there.
    fn not_seen(&self, error: &ObjectError, planned: &Object) -> Option<Change> {
        let object = error.object();
        let is_planned = |change: &&Change| change.outcome() == Outcome::Created;
        let is_expected = match error.kind() {
            ErrorKind::NamespaceMissing => self.changes.iter().filter(is_planned).any(|change| {
                change.object().is("", "Namespace") && Some(change.object().name()) == object.namespace()
            }),
            ErrorKind::KindMissing => self.changes.iter().filter_map(Change::after).any(|definition| {
                stage::defined(definition)
                    .iter()
                    .any(|kind| kind.api_version() == object.api_version() && kind.kind() == object.kind())
            }),
            _ => false,
        };
        let note = "the API server has not validated it, because its namespace or its definition is new";
        let body =
            podwright::to_json(planned).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let body = body.map(|mut body| {
            if let Some(namespace) = object.namespace() {
                body["metadata"]["namespace"] = namespace.into();
            }
            body
        });
        is_expected
            .then(|| Change::new(object.clone(), Outcome::Created).with_note(note).with_values(None, body))
    }

    /// Finds what cannot be sent, before anything is sent.
    fn inputs_are_complete(&self, first: &[&Object], then: &[&Object]) -> Result<(), Vec<ObjectError>> {
        let objects = first.iter().chain(then);
        let mut errors: Vec<_> = objects
            .clone()
            .filter(|object| object.name().is_none())
            .map(|object| {
                let text = "it has no name, so that each apply would make another object: give it a name";
                ObjectError::new(&ObjectRef::of_object(object), ErrorKind::Input, text)
            })
            .collect();
        let manager = &self.options.field_manager;
        let is_valid = (1..=128).contains(&manager.len()) && manager.chars().all(|c| c.is_ascii_graphic());
        if let (false, Some(object)) = (is_valid, objects.clone().next()) {
            let text =
                format!("the field manager {manager:?} is not 1 to 128 characters of ASCII without spaces");
            errors.push(ObjectError::new(&ObjectRef::of_object(object), ErrorKind::Input, text));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    async fn plan_one(&mut self, object: &Object) -> Result<Planned, ObjectError> {
        let desired = Desired::of(object, self.options, &mut self.cluster).await?;
        plan::plan(desired, self.options, &mut self.cluster).await
    }

    /// Applies an object. If somebody changes it between the look at it and the write, it is looked at again: a controller writes
    /// the status all the time.
    async fn carry_out(&mut self, mut plan: Planned) -> Result<Change, ObjectError> {
        for _ in 0..5 {
            let desired = plan.desired.clone();
            match plan.carry_out(self.options, &mut self.cluster).await {
                Err(error) if error.kind() == ErrorKind::Changed => {
                    plan = plan::plan(desired, self.options, &mut self.cluster).await?;
                }
                result => return result,
            }
        }
        plan.carry_out(self.options, &mut self.cluster).await
    }

    /// Validates all objects of a stage, and then applies them. The changes have what was done, and what was not.
    async fn stage(&mut self, objects: &[&Object]) -> Result<(), Vec<ObjectError>> {
        let mut planned = Vec::new();
        let mut errors = Vec::new();
        let mut rest = objects.iter();
        for object in rest.by_ref() {
            match self.plan_one(object).await {
                Ok(plan) => planned.push(plan),
                Err(error) => {
                    let is_lost = is_lost(&error);
                    errors.push(error);
                    if is_lost {
                        break;
                    }
                }
            }
        }
        if !errors.is_empty() {
            let others = planned.into_iter().map(|plan| plan.desired.target);
            let why = "another object is refused, so it was validated and not applied";
            self.changes.extend_skipped(others, why);
            self.changes.extend_skipped(rest.map(|object| ObjectRef::of_object(object)), NOT_TRIED);
            return Err(errors);
        }
        let mut planned = planned.into_iter();
        while let Some(plan) = planned.next() {
            match self.carry_out(plan).await {
                Ok(change) => self.changes.push(change),
                Err(error) => {
                    self.changes.extend_skipped(planned.map(|plan| plan.desired.target), NOT_TRIED);
                    return Err(vec![error]);
                }
            }
        }
        Ok(())
    }

    /// Ends a run with errors. Nothing is done with the objects of the stages that are left.
    fn stop(mut self, errors: Vec<ObjectError>, left: &[&[&Object]]) -> Result<ChangeSet, ChangeError> {
        let failed: Vec<_> = errors.iter().map(|error| error.object().clone()).collect();
        for error in errors {
            self.changes.push(Change::failed(&error));
        }
        let left = left.iter().copied().flatten().map(|object| ObjectRef::of_object(object));
        self.changes.extend_skipped(left.filter(|object| !failed.contains(object)), NOT_TRIED);
        self.changes.into_result()
    }
}

const NOT_TRIED: &str = "an error came before it, so it was not tried";

/// Tells whether no other request can succeed.
fn is_lost(error: &ObjectError) -> bool {
    matches!(error.kind(), ErrorKind::Connection | ErrorKind::Unauthorized)
}
