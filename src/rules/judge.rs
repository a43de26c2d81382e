//! The doors to the rules: a pod, a pod template.

use k8s_openapi::api::core::v1;

use super::path::Path;
use super::report::Report;
use super::valid::Valid;
use super::violations::Violations;
use super::{apply, catalog};

/// For whom an object is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// For creation alone: what the API server says to `kubectl create`.
    Create,
    /// For creation and server-side apply: what is built must be fit for both.
    Build,
}

/// Judges a pod.
pub(crate) fn judge_pod(pod: &v1::Pod, door: Door, report: &mut Report) {
    let metadata = &pod.metadata;
    if metadata.name.as_deref().unwrap_or_default().is_empty()
        && metadata.generate_name.as_deref().unwrap_or_default().is_empty()
    {
        let at = Path::ROOT.field("metadata");
        report.required(
            &catalog::METADATA_NAME_REQUIRED,
            &at.field("name"),
            "name the object, or set generateName",
        );
    }
    judge_spec(pod.spec.as_ref(), &Path::ROOT, door, report);
}

/// Judges a pod template that stands at `root`; the paths of what is found begin with it.
pub(crate) fn judge_template(
    template: &v1::PodTemplateSpec,
    root: &Path<'_>,
    door: Door,
    report: &mut Report,
) {
    judge_spec(template.spec.as_ref(), root, door, report);
}

fn judge_spec(spec: Option<&v1::PodSpec>, root: &Path<'_>, door: Door, report: &mut Report) {
    let at = root.field("spec");
    if spec.is_none_or(|spec| spec.containers.is_empty()) {
        report.required(
            &catalog::CONTAINERS_REQUIRED,
            &at.field("containers"),
            "a pod has at least one container",
        );
    }
    if let (Door::Build, Some(spec)) = (door, spec) {
        apply::judge_merge_keys(spec, &at, report);
    }
}

/// `pod "web"`, or what stands for its name.
pub(crate) fn subject(kind: &str, name: Option<&str>, generate_name: Option<&str>) -> String {
    match (name, generate_name) {
        (Some(name), _) if !name.is_empty() => format!("{kind} {name:?}"),
        (_, Some(prefix)) if !prefix.is_empty() => format!("{kind} {prefix:?}.."),
        _ => format!("{kind} without a name"),
    }
}

impl TryFrom<v1::Pod> for Valid<v1::Pod> {
    type Error = Violations;

    /// Judges a pod as the API server does when it is created.
    fn try_from(pod: v1::Pod) -> Result<Self, Violations> {
        let mut report = Report::new();
        judge_pod(&pod, Door::Create, &mut report);
        report.into_result(|| {
            subject("pod", pod.metadata.name.as_deref(), pod.metadata.generate_name.as_deref())
        })?;
        Ok(Self::judged(pod))
    }
}
