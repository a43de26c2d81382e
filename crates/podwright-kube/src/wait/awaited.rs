use podwright::manifest::Manifest;
use serde_json::Value;

use crate::{Change, ChangeSet, ObjectRef, Outcome, json};

/// The objects that a wait is for, each with the generation from which on its status counts.
///
/// A [`ChangeSet`] converts into it: the objects that stand after an apply. So does a [`Manifest`], of whatever generation its
/// objects are.
#[derive(Clone, Debug, Default)]
pub struct Awaited {
    pub(super) objects: Vec<AwaitedObject>,
}

#[derive(Clone, Debug)]
pub(super) struct AwaitedObject {
    pub(super) target: ObjectRef,
    pub(super) generation: i64,
    /// Whether the object is a Job that is missing once its time to live is over.
    pub(super) has_time_to_live: bool,
}

impl AwaitedObject {
    fn new(target: ObjectRef, object: Option<&Value>) -> Self {
        let time_to_live = object.and_then(|object| json::number(object, "/spec/ttlSecondsAfterFinished"));
        Self {
            has_time_to_live: target.is("batch", "Job") && time_to_live.is_some(),
            target,
            generation: object.and_then(|object| json::number(object, "/metadata/generation")).unwrap_or(0),
        }
    }
}

impl From<&ChangeSet> for Awaited {
    fn from(changes: &ChangeSet) -> Self {
        let stands = |change: &&Change| {
            matches!(
                change.outcome(),
                Outcome::Created | Outcome::Configured | Outcome::Recreated | Outcome::Unchanged
            )
        };
        let objects = changes.iter().filter(stands);
        Self {
            objects: objects
                .map(|change| AwaitedObject::new(change.object().clone(), change.after()))
                .collect(),
        }
    }
}

impl From<&Manifest> for Awaited {
    fn from(manifest: &Manifest) -> Self {
        let objects = manifest.iter().filter(|object| object.name().is_some());
        let json = |object| {
            let text = podwright::to_json(object).ok()?;
            serde_json::from_str::<Value>(&text).ok()
        };
        Self {
            objects: objects
                .map(|object| AwaitedObject::new(ObjectRef::of_object(object), json(object).as_ref()))
                .collect(),
        }
    }
}
