use k8s_openapi::api::autoscaling::v1::{HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::engine::check::some;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata::Naming;
use crate::rules::scaling::autoscaler::{self, Autoscaler};
use crate::rules::scaling::behavior::{self, Behavior};
use crate::rules::scaling::reference::Reference;
use crate::rules::scaling::{annotated, annotations};

const SPEC: Path<'static> = Path::of("spec");

impl sealed::Sealed for HorizontalPodAutoscaler {}

impl Validate for HorizontalPodAutoscaler {
    const NOUN: &'static str = "HorizontalPodAutoscaler";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    /// The paths are those of `autoscaling/v2`, as which the API server validates it.
    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        annotations::validate_metadata(&self.metadata, Naming::SUBDOMAIN, &gates, findings);
        let annotation = |key| self.metadata.annotations.as_ref()?.get(key).map(String::as_str);
        let spec = some::<HorizontalPodAutoscalerSpec, _>(&self.spec);
        let cpu = spec.and_then(|spec| spec.target_cpu_utilization_percentage);
        let metrics = annotated::metrics(annotation(annotations::METRICS), cpu, &gates);
        let rules = annotation(annotations::BEHAVIOR).and_then(annotated::behavior);
        let behavior = Behavior { rules: rules.as_ref(), has_default_policies: false };
        let autoscaler = Autoscaler {
            min: spec.and_then(|spec| spec.min_replicas).unwrap_or(1),
            max: spec.map_or(0, |spec| spec.max_replicas),
            target: spec.map_or(Reference::NONE, |spec| Reference::from(&spec.scale_target_ref)),
            metrics: &metrics,
            behavior,
        };
        autoscaler::validate(&autoscaler, &gates, &SPEC, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            behavior::forbid_dropped(behavior, &gates, &SPEC.field("behavior"), findings);
        }
    }
}
