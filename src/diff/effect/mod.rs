//! What it takes to apply a change.

mod immutable;

use std::fmt;

use k8s_openapi::serde_json::Value;

use super::change::{ChangeKind, FieldChange, PathStep};
use super::order::below;
use crate::kind;

/// What it takes to apply a change of a field.
///
/// `Display` says it in words: `replaces the pods`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The API server refuses the change. Delete the object and create it again.
    Immutable,
    /// The API server refuses to make a claim smaller.
    Shrinks,
    /// The controller replaces the pods of the workload, as its strategy says.
    ReplacesPods,
    /// The kubelet restarts the container in its pod.
    RestartsContainer,
    /// Running pods stay as they are. Pods and jobs that are created later have the change.
    LaterPods,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Immutable => {
                "immutable: the API server refuses the change; delete the object and create it again"
            }
            Self::Shrinks => "a claim does not shrink: the API server refuses the change",
            Self::ReplacesPods => "replaces the pods",
            Self::RestartsContainer => "restarts the container",
            Self::LaterPods => "counts for pods that are created later",
        })
    }
}

impl Effect {
    /// Returns whether the API server refuses the change.
    #[must_use]
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::Immutable | Self::Shrinks)
    }
}

/// Sets the effect of each change of an object.
pub(super) fn find(group: &str, name: &str, sides: [&Value; 2], changes: &mut [FieldChange]) {
    if changes.is_empty() {
        return;
    }
    let rules = immutable::rules(group, name);
    let template = kind::find(group, name).and_then(|kind| kind.template);
    for change in changes {
        change.effect = rules
            .iter()
            .find_map(|rule| rule.effect(sides, change))
            .or_else(|| template_effect((group, name), template?, sides[1], change))
            .or_else(|| pod_effect((group, name), change));
    }
}

/// Returns what a change of a pod template does to the pods.
fn template_effect(kind: (&str, &str), template: &str, new: &Value, change: &FieldChange) -> Option<Effect> {
    below(&change.steps, template)?;
    let is = |path: &str, value: &str| new.pointer(path).and_then(Value::as_str) == Some(value);
    let is_paused = new.pointer("/spec/paused").and_then(Value::as_bool) == Some(true);
    Some(match kind {
        ("apps", "Deployment") if !is_paused => Effect::ReplacesPods,
        ("apps", "StatefulSet" | "DaemonSet") if !is("/spec/updateStrategy/type", "OnDelete") => {
            Effect::ReplacesPods
        }
        _ => Effect::LaterPods,
    })
}

/// Returns what a change of a bare pod does to its containers.
fn pod_effect(kind: (&str, &str), change: &FieldChange) -> Option<Effect> {
    let is_image = matches!(
        below(&change.steps, "spec"),
        Some([PathStep::Field(list), PathStep::Item(_), PathStep::Field(field)])
            if **list == *"containers" && **field == *"image"
    );
    (kind == ("", "Pod") && is_image && change.kind == ChangeKind::Changed)
        .then_some(Effect::RestartsContainer)
}
