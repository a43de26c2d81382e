use std::collections::BTreeSet;

use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion};
use serde_json::{Value, json};

/// The verdict of Kubernetes on an object.
pub(crate) struct Verdict(pub(crate) Value);

impl Verdict {
    fn is_accepted(&self) -> bool {
        self.0["ok"] == true
    }

    fn errors(&self) -> BTreeSet<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.0["errors"].as_array().unwrap().iter();
        errors.map(|error| (text(&error["type"]), text(&error["field"]))).collect()
    }

    fn warnings(&self, spec: Option<&v1::PodSpec>) -> BTreeSet<String> {
        let warnings = self.0["warnings"].as_array().unwrap().iter();
        warnings.map(|warning| field_of_warning(spec, warning.as_str().unwrap())).collect()
    }

    /// Tells whether the object was refused in a stage before validation: `Decode` or `Admission`.
    fn refused_before(&self, stage: &str) -> bool {
        self.0["errors"][0]["type"] == stage
    }

    /// Returns the pod and the verdict as a line of `regressions.ndjson`.
    pub(crate) fn line(&self, pod: &v1::Pod) -> String {
        let mut line = json!({ "pod": pod });
        line.as_object_mut().unwrap().extend(self.0.as_object().unwrap().clone());
        line.to_string()
    }
}

/// Returns the field path of a warning. Warnings about files in volumes begin with the name of the volume instead.
fn field_of_warning(spec: Option<&v1::PodSpec>, warning: &str) -> String {
    let Some(volume) = warning.strip_prefix("volume \"") else {
        return warning.split(": ").next().unwrap().to_owned();
    };
    let name = volume.split('"').next().unwrap();
    let volumes = spec.and_then(|spec| spec.volumes.as_ref()).unwrap();
    format!("spec.volumes[{}]", volumes.iter().position(|volume| volume.name == name).unwrap())
}

/// Returns the differences between the rules for 1.36 and Kubernetes on a pod.
pub(crate) fn differences(pod: &v1::Pod, kubernetes: &Verdict) -> Vec<String> {
    differences_for(KubeVersion::V1_36, pod, kubernetes)
}

/// Returns the differences between the rules for a version and Kubernetes on a pod.
pub(crate) fn differences_for(version: KubeVersion, pod: &v1::Pod, kubernetes: &Verdict) -> Vec<String> {
    let report = rules::validate(pod, version);
    let admitted = rules::admission(pod).is_empty();
    if kubernetes.refused_before("Admission") {
        return if admitted { vec!["not refused by admission".to_owned()] } else { Vec::new() };
    }
    let mut differences = differences_of(&report, pod.spec.as_ref(), kubernetes);
    if kubernetes.is_accepted() && !admitted {
        differences.push("refused by admission".to_owned());
    }
    differences
}

/// Returns the differences between a report of the rules and the verdict of Kubernetes.
///
/// The rules must reject an object that Kubernetes cannot read, for any reason.
pub(crate) fn differences_of(
    report: &rules::Report,
    spec: Option<&v1::PodSpec>,
    kubernetes: &Verdict,
) -> Vec<String> {
    if kubernetes.refused_before("Decode") {
        let reason = kubernetes.0["errors"][0]["detail"].as_str().unwrap();
        return if report.is_accepted() { vec![format!("accepted: {reason}")] } else { Vec::new() };
    }
    let mut differences = Vec::new();
    if report.is_accepted() != kubernetes.is_accepted() {
        differences.push(format!("accepted: {}", report.is_accepted()));
    }
    let found = report.violations().iter();
    let found = found.map(|found| (found.kind().name().to_owned(), found.field().to_owned())).collect();
    let expected = kubernetes.errors();
    differences.extend(expected.difference(&found).map(|(kind, field)| format!("missing: {kind} {field}")));
    differences.extend(found.difference(&expected).map(|(kind, field)| format!("too much: {kind} {field}")));
    let found = report.warnings().iter().map(|warning| warning.field().to_owned()).collect();
    let expected = kubernetes.warnings(spec);
    differences.extend(expected.difference(&found).map(|field| format!("no warning: {field}")));
    differences.extend(found.difference(&expected).map(|field| format!("a warning: {field}")));
    differences
}
