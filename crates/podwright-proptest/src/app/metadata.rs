//! The metadata of an object beside its name.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use proptest::prelude::Strategy;

use crate::pick::{few, maybe, rarely};
use crate::pod::owner;
use crate::text::text;
use crate::value::{annotation_key, annotations, label_key, label_value, labels, name, prefixed_key};
use podwright::value::{AnnotationKey, Annotations, DnsLabel, LabelKey, LabelValue, Labels};

/// What [`with_metadata!`] adds to a builder.
#[derive(Clone, Debug)]
pub(super) struct MetadataPlan {
    pub(super) namespace: Option<DnsLabel>,
    pub(super) labels: Labels,
    pub(super) label: Option<(LabelKey, LabelValue)>,
    pub(super) annotations: Annotations,
    pub(super) annotation: Option<(AnnotationKey, String)>,
    pub(super) owner: Option<OwnerReference>,
    pub(super) owners: Vec<OwnerReference>,
    pub(super) finalizer: Option<LabelKey>,
    pub(super) finalizers: Vec<LabelKey>,
}

pub(super) fn metadata_plan() -> impl Strategy<Value = MetadataPlan> {
    let owners = (rarely(owner()), few(owner(), 1));
    let finalizers = (rarely(prefixed_key()), few(prefixed_key(), 1));
    let labels = (labels(), rarely((label_key(), label_value())));
    let annotations = (annotations(), rarely((annotation_key(), text())));
    (maybe(name()), labels, annotations, owners, finalizers).prop_map(
        |(namespace, (labels, label), (annotations, annotation), owners, finalizers)| {
            let (owner, mut owners) = owners;
            // One owner is the controller, and none stands twice.
            for other in &mut owners {
                other.controller = None;
            }
            owners.retain(|other| owner.as_ref().is_none_or(|owner| owner.uid != other.uid));
            let (finalizer, mut finalizers) = finalizers;
            finalizers.retain(|other| finalizer.as_ref() != Some(other));
            MetadataPlan {
                namespace,
                labels,
                label,
                annotations,
                annotation,
                owner,
                owners,
                finalizer,
                finalizers,
            }
        },
    )
}

/// Adds metadata to the builder of an object, which belongs to a namespace or to the cluster.
macro_rules! with_metadata {
    (namespaced $builder:expr, $plan:expr) => {{
        let plan: $crate::app::metadata::MetadataPlan = $plan;
        let builder = $builder.with_some(plan.namespace.clone(), |builder, name| builder.namespace(name));
        $crate::app::metadata::with_metadata!(cluster builder, plan)
    }};
    (cluster $builder:expr, $plan:expr) => {{
        let plan: $crate::app::metadata::MetadataPlan = $plan;
        $crate::app::metadata::with_metadata!(labels $builder, plan)
            .with_some(plan.owner, |builder, owner| builder.owner(owner))
            .owners(plan.owners)
            .with_some(plan.finalizer, |builder, finalizer| builder.finalizer(finalizer))
            .finalizers(plan.finalizers)
    }};
    (labels $builder:expr, $plan:ident) => {
        $builder
            .labels($plan.labels)
            .with_some($plan.label, |builder, (key, value)| builder.label(key, value))
            .annotations($plan.annotations)
            .with_some($plan.annotation, |builder, (key, text)| builder.annotation(key, text))
    };
}

pub(super) use with_metadata;
