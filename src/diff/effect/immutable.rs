//! The fields that the API server does not let anyone change, kind by kind.
//!
//! Source: the functions `Validate..Update` in
//! <https://github.com/kubernetes/kubernetes/tree/v1.36.2/pkg/apis>, and for definitions of custom resources in
//! <https://github.com/kubernetes/kubernetes/tree/v1.36.2/staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation>.

use std::borrow::Cow;

use k8s_openapi::serde_json::Value;

use super::super::change::{ChangeKind, FieldChange, PathStep};
use super::super::order::below;
use super::Effect;
use crate::value::quantity::Exact;
use Rule::{Defaulted, Field, If, Size, SpecBut};

/// A rule of what must not change.
pub(super) enum Rule {
    /// A field, with everything below it.
    Field(&'static str),
    /// A field that the API server sets to a value if it is not written.
    Defaulted(&'static str, &'static str),
    /// All fields of `spec` but some.
    SpecBut(&'static [&'static str]),
    /// A field, if a function refuses the change.
    If(&'static str, fn(&Change<'_>) -> bool),
    /// The size of a claim.
    Size(&'static str),
}

/// A change of a field that a rule speaks of.
pub(super) struct Change<'c> {
    old: &'c Value,
    new: &'c Value,
    kind: ChangeKind,
    /// The steps below the field of the rule.
    rest: &'c [PathStep],
}

/// Returns the rules of a kind.
pub(super) fn rules(group: &str, kind: &str) -> &'static [Rule] {
    match group {
        "apps" | "batch" => workloads(kind),
        "" => core(kind),
        _ => others(group, kind),
    }
}

fn workloads(kind: &str) -> &'static [Rule] {
    match kind {
        "DaemonSet" | "Deployment" | "ReplicaSet" => &[Field("spec.selector")],
        "StatefulSet" => &[
            Defaulted("spec.podManagementPolicy", "OrderedReady"),
            SpecBut(&[
                "minReadySeconds",
                "ordinals",
                "persistentVolumeClaimRetentionPolicy",
                "podManagementPolicy",
                "replicas",
                "revisionHistoryLimit",
                "template",
                "updateStrategy",
            ]),
        ],
        "Job" => &[
            // A job that is suspended may change in some parts of its template.
            If("spec.template", |change| get(change.old, "spec.suspend") != Some(&Value::Bool(true))),
            If("spec.completions", |change| completions(change.old) != completions(change.new)),
            Defaulted("spec.completionMode", "NonIndexed"),
            Field("spec.selector"),
            Field("spec.podFailurePolicy"),
            Field("spec.successPolicy"),
            Field("spec.backoffLimitPerIndex"),
            Field("spec.managedBy"),
        ],
        _ => &[],
    }
}

fn core(kind: &str) -> &'static [Rule] {
    match kind {
        "Pod" => &[
            If("spec.containers", is_no_image),
            If("spec.initContainers", is_no_image),
            If("spec.activeDeadlineSeconds", is_later_deadline),
            If("spec.schedulingGates", |change| change.kind != ChangeKind::Removed),
            If("spec.tolerations", loses_toleration),
            SpecBut(&[
                "activeDeadlineSeconds",
                "containers",
                "initContainers",
                "schedulingGates",
                "tolerations",
            ]),
        ],
        "ConfigMap" => &[If("data", is_held), If("binaryData", is_held), If("immutable", is_held)],
        "Secret" => &[
            If("data", is_held),
            If("stringData", is_held),
            If("immutable", is_held),
            Defaulted("type", "Opaque"),
        ],
        "PersistentVolumeClaim" => &[
            Size("spec.resources.requests"),
            Field("spec.resources.limits"),
            If("spec.storageClassName", was_set),
            If("spec.volumeName", was_set),
            Defaulted("spec.volumeMode", "Filesystem"),
            SpecBut(&[
                "resources",
                "storageClassName",
                "volumeAttributesClassName",
                "volumeMode",
                "volumeName",
            ]),
        ],
        "PersistentVolume" => &[
            Defaulted("spec.volumeMode", "Filesystem"),
            If("spec.csi", is_no_new_expand_secret),
            SpecBut(&[
                "accessModes",
                "capacity",
                "claimRef",
                "csi",
                "mountOptions",
                "nodeAffinity",
                "persistentVolumeReclaimPolicy",
                "storageClassName",
                "volumeAttributesClassName",
                "volumeMode",
            ]),
        ],
        "Service" => &[
            If("spec.clusterIP", is_other_address),
            If("spec.loadBalancerClass", |change| {
                [change.old, change.new]
                    .iter()
                    .all(|side| text(side, "spec.type").as_deref() == Some("LoadBalancer"))
            }),
        ],
        "ResourceQuota" => &[If("spec.scopes", |change| scopes(change.old) != scopes(change.new))],
        _ => &[],
    }
}

fn others(group: &str, kind: &str) -> &'static [Rule] {
    match (group, kind) {
        ("discovery.k8s.io", "EndpointSlice") => &[Field("addressType")],
        ("networking.k8s.io", "IngressClass") => &[Field("spec.controller")],
        ("node.k8s.io", "RuntimeClass") => &[Field("handler")],
        ("rbac.authorization.k8s.io", "ClusterRoleBinding" | "RoleBinding") => &[Field("roleRef")],
        ("resource.k8s.io", "ResourceClaim" | "ResourceClaimTemplate") => &[Field("spec")],
        ("scheduling.k8s.io", "PriorityClass") => {
            &[Field("value"), Defaulted("preemptionPolicy", "PreemptLowerPriority")]
        }
        ("storage.k8s.io", "CSIDriver") => {
            &[Defaulted("spec.attachRequired", "true"), Field("spec.volumeLifecycleModes")]
        }
        ("storage.k8s.io", "StorageClass") => &[
            Field("parameters"),
            Field("provisioner"),
            Defaulted("reclaimPolicy", "Delete"),
            Defaulted("volumeBindingMode", "Immediate"),
        ],
        ("storage.k8s.io", "VolumeAttributesClass") => &[Field("driverName"), Field("parameters")],
        ("apiextensions.k8s.io", "CustomResourceDefinition") => {
            &[Field("spec.group"), Field("spec.names.kind"), Field("spec.names.plural"), Field("spec.scope")]
        }
        _ => &[],
    }
}

impl Rule {
    /// Returns the effect of a change, if the rule speaks of it and the API server refuses it.
    pub(super) fn effect(&self, [old, new]: [&Value; 2], change: &FieldChange) -> Option<Effect> {
        let rest = |path| below(&change.steps, path);
        let is_refused = match self {
            Self::Field(path) => rest(path).is_some(),
            Self::Defaulted(path, default) => {
                let value = |side| text(side, path).unwrap_or(Cow::Borrowed(default));
                rest(path).is_some() && value(old) != value(new)
            }
            Self::SpecBut(fields) => {
                matches!(rest("spec")?, [PathStep::Field(name), ..] if !fields.contains(&&**name))
            }
            Self::If(path, refuses) => refuses(&Change { old, new, kind: change.kind, rest: rest(path)? }),
            Self::Size(path) => {
                rest(path)?;
                let amount = |side| Exact::parse(&text(side, &format!("{path}.storage"))?).ok();
                let shrinks = amount(old)? > amount(new)?;
                return shrinks.then_some(Effect::Shrinks);
            }
        };
        is_refused.then_some(Effect::Immutable)
    }
}

/// Returns the value at a path of fields.
fn get<'v>(object: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(object, |value, field| value.get(field)).filter(|value| !value.is_null())
}

/// Returns the scalar at a path of fields.
fn text<'v>(object: &'v Value, path: &str) -> Option<Cow<'v, str>> {
    match get(object, path)? {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Object(_) | Value::Array(_) => None,
        other => Some(Cow::Owned(other.to_string())),
    }
}

/// Tells whether a change of containers of a pod is about more than the image of one.
fn is_no_image(change: &Change<'_>) -> bool {
    let is_image = matches!(change.rest, [PathStep::Item(_), PathStep::Field(field)] if **field == *"image");
    !(is_image && change.kind == ChangeKind::Changed)
}

/// A deadline can be set and come earlier.
fn is_later_deadline(change: &Change<'_>) -> bool {
    let deadline = |side| get(side, "spec.activeDeadlineSeconds").and_then(Value::as_i64);
    match (deadline(change.old), deadline(change.new)) {
        (Some(old), Some(new)) => new > old,
        (old, _) => old.is_some(),
    }
}

/// Tolerations can only be added.
fn loses_toleration(change: &Change<'_>) -> bool {
    let list = |side| get(side, "spec.tolerations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list(change.old).iter().any(|toleration| !list(change.new).contains(toleration))
}

/// Tells whether a config map or secret was declared immutable.
fn is_held(change: &Change<'_>) -> bool {
    get(change.old, "immutable") == Some(&Value::Bool(true))
}

/// A field that can be set once.
fn was_set(change: &Change<'_>) -> bool {
    change.kind != ChangeKind::Added
}

/// The secret for growing a volume can be added later.
fn is_no_new_expand_secret(change: &Change<'_>) -> bool {
    let is_secret =
        matches!(change.rest, [PathStep::Field(field)] if **field == *"controllerExpandSecretRef");
    !(is_secret && change.kind == ChangeKind::Added)
}

/// An address that is no longer written stays as it is. One that is written for the first time may be that which the API server
/// chose, except `None`.
fn is_other_address(change: &Change<'_>) -> bool {
    let is_name = |side| text(side, "spec.type").as_deref() == Some("ExternalName");
    let address = text(change.new, "spec.clusterIP");
    let is_other =
        address.as_deref() == Some("None") || address.is_some() && change.kind == ChangeKind::Changed;
    is_other && !is_name(change.old) && !is_name(change.new)
}

/// Returns how many pods of a job must succeed. The number of an indexed job can change with its parallelism.
fn completions(job: &Value) -> Option<Cow<'_, str>> {
    if text(job, "spec.completionMode").as_deref() == Some("Indexed")
        && text(job, "spec.completions") == text(job, "spec.parallelism")
    {
        return None;
    }
    let default = get(job, "spec.parallelism").is_none().then_some(Cow::Borrowed("1"));
    text(job, "spec.completions").or(default)
}

/// Returns the scopes of a quota, whose order means nothing.
fn scopes(quota: &Value) -> Vec<&str> {
    let scopes = get(quota, "spec.scopes").and_then(Value::as_array);
    let mut scopes: Vec<_> = scopes.into_iter().flatten().filter_map(Value::as_str).collect();
    scopes.sort_unstable();
    scopes
}
