//! The kinds that are read strictly, and the parts of them that are validated.

use std::fmt::Debug;
use std::sync::Arc;

use k8s_openapi::Metadata;
use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac, scheduling, storage};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use super::decode::decode;
use super::document::Document;
use super::nearest::nearest;
use super::problem::{Problem, ProblemKind};
use super::tree::{NodeId, Tree};
use crate::Valid;
use crate::manifest::Object;
use crate::manifest::object::Identity;
use crate::rules::{Violation, Warning};

type Validated = Result<(Object, Vec<Problem>), Vec<Problem>>;

struct Known {
    api_version: &'static str,
    kind: &'static str,
    validate: fn(&Document) -> Validated,
}

impl Known {
    const fn unvalidated<T>() -> Self
    where
        T: Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static,
    {
        Self { api_version: T::API_VERSION, kind: T::KIND, validate: unvalidated::<T> }
    }

    const fn workload<T: Workload>() -> Self {
        Self { api_version: T::API_VERSION, kind: T::KIND, validate: workload::<T> }
    }
}

/// A kind that creates pods from a template.
trait Workload: Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static {
    /// The path of the template in the object.
    const TEMPLATE: &'static str;

    fn template(&self) -> Option<&core::v1::PodTemplateSpec>;
}

/// Each line: the kind, the path of the template, and a function from the object to the template.
macro_rules! workloads {
    ($($kind:ty, $path:literal, |$object:ident| $template:expr;)+) => {
        $(
            impl Workload for $kind {
                const TEMPLATE: &'static str = $path;

                fn template(&self) -> Option<&core::v1::PodTemplateSpec> {
                    let $object = self;
                    $template
                }
            }
        )+
    };
}

workloads! {
    apps::v1::DaemonSet, "spec.template", |set| Some(&some::<apps::v1::DaemonSetSpec, _>(&set.spec)?.template);
    apps::v1::Deployment, "spec.template", |set| Some(&some::<apps::v1::DeploymentSpec, _>(&set.spec)?.template);
    apps::v1::ReplicaSet, "spec.template", |set| some::<apps::v1::ReplicaSetSpec, _>(&set.spec)?.template.as_ref();
    apps::v1::StatefulSet, "spec.template", |set| Some(&some::<apps::v1::StatefulSetSpec, _>(&set.spec)?.template);
    batch::v1::CronJob, "spec.jobTemplate.spec.template",
        |job| Some(&some::<batch::v1::CronJobSpec, _>(&job.spec)?.job_template.spec.as_ref()?.template);
    batch::v1::Job, "spec.template", |job| Some(&job.spec.as_ref()?.template);
    core::v1::PodTemplate, "template", |template| template.template.as_ref();
    core::v1::ReplicationController, "spec.template", |controller| controller.spec.as_ref()?.template.as_ref();
}

/// Returns a field whose type is `T` in some versions of Kubernetes and `Option<T>` in others.
fn some<'a, T, F>(field: &'a F) -> Option<&'a T>
where
    Option<&'a T>: From<&'a F>,
{
    field.into()
}

static KINDS: &[Known] = &[
    Known { api_version: "v1", kind: "Pod", validate: pod },
    Known::workload::<apps::v1::DaemonSet>(),
    Known::workload::<apps::v1::Deployment>(),
    Known::workload::<apps::v1::ReplicaSet>(),
    Known::workload::<apps::v1::StatefulSet>(),
    Known::workload::<batch::v1::CronJob>(),
    Known::workload::<batch::v1::Job>(),
    Known::workload::<core::v1::PodTemplate>(),
    Known::workload::<core::v1::ReplicationController>(),
    Known::unvalidated::<autoscaling::v2::HorizontalPodAutoscaler>(),
    Known::unvalidated::<core::v1::ConfigMap>(),
    Known::unvalidated::<core::v1::LimitRange>(),
    Known::unvalidated::<core::v1::Namespace>(),
    Known::unvalidated::<core::v1::PersistentVolume>(),
    Known::unvalidated::<core::v1::PersistentVolumeClaim>(),
    Known::unvalidated::<core::v1::ResourceQuota>(),
    Known::unvalidated::<core::v1::Secret>(),
    Known::unvalidated::<core::v1::Service>(),
    Known::unvalidated::<core::v1::ServiceAccount>(),
    Known::unvalidated::<networking::v1::Ingress>(),
    Known::unvalidated::<networking::v1::IngressClass>(),
    Known::unvalidated::<networking::v1::NetworkPolicy>(),
    Known::unvalidated::<policy::v1::PodDisruptionBudget>(),
    Known::unvalidated::<rbac::v1::ClusterRole>(),
    Known::unvalidated::<rbac::v1::ClusterRoleBinding>(),
    Known::unvalidated::<rbac::v1::Role>(),
    Known::unvalidated::<rbac::v1::RoleBinding>(),
    Known::unvalidated::<scheduling::v1::PriorityClass>(),
    Known::unvalidated::<storage::v1::StorageClass>(),
];

/// Decodes a document as the kind that it names, and validates it.
pub(super) fn validate(document: &Document) -> Validated {
    let (api_version, kind) = (document.api_version(), document.kind());
    if let Some(known) = KINDS.iter().find(|known| known.kind == kind && known.api_version == api_version) {
        return (known.validate)(document);
    }
    if is_built_in(api_version) {
        let same_kind = KINDS.iter().find(|known| known.kind == kind);
        let misspelt = |name: &str| KINDS.iter().find(|known| known.kind == name);
        let meant = same_kind.map(|known| ("apiVersion", api_version, known.api_version)).or_else(|| {
            let known = misspelt(nearest(kind, KINDS.iter().map(|known| known.kind))?)?;
            (known.api_version == api_version).then_some(("kind", kind, known.kind))
        });
        if let Some((field, found, meant)) = meant {
            let message = format!("no cluster knows the kind {kind:?} of {api_version:?}");
            let problem = document.located(ProblemKind::UnknownKind, field, message);
            return Err(vec![problem.helped_by(format!("write {meant:?} for {found:?}"))]);
        }
    }
    Ok((opaque(document), Vec::new()))
}

/// Returns whether the group is Kubernetes' own: it has no dot, or it ends with `.k8s.io`. Custom resources have other groups.
fn is_built_in(api_version: &str) -> bool {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    !group.contains('.') || group.ends_with(".k8s.io")
}

fn pod(document: &Document) -> Validated {
    let pod: core::v1::Pod = decode(document.tree(), document.root())?;
    match Valid::new_for(pod, document.version()) {
        Ok(pod) => {
            let warnings = warnings(document, "", &pod.warnings(), &pod.advice());
            Ok((Object::from(pod), warnings))
        }
        Err(violations) => Err(violations.iter().map(|found| violation(document, "", found)).collect()),
    }
}

fn workload<T: Workload>(document: &Document) -> Validated {
    let object: T = decode(document.tree(), document.root())?;
    let Some(template) = object.template() else {
        return Ok((Object::unvalidated(object), Vec::new()));
    };
    match Valid::new_for(template, document.version()) {
        Ok(template) => {
            let warnings = warnings(document, T::TEMPLATE, &template.warnings(), &template.advice());
            Ok((Object::unvalidated(object), warnings))
        }
        Err(violations) => {
            Err(violations.iter().map(|found| violation(document, T::TEMPLATE, found)).collect())
        }
    }
}

fn unvalidated<T>(document: &Document) -> Validated
where
    T: Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static,
{
    decode::<T>(document.tree(), document.root()).map(|object| (Object::unvalidated(object), Vec::new()))
}

pub(super) fn violation(document: &Document, root: &str, violation: &Violation) -> Problem {
    let field = below(root, violation.field());
    document.located(ProblemKind::Violation, &field, violation.message()).rule_id(violation.rule())
}

fn warnings(document: &Document, root: &str, warnings: &[Warning], advice: &[Warning]) -> Vec<Problem> {
    let problem = |warning: &Warning| {
        let field = below(root, warning.field());
        document.located(ProblemKind::Warning, &field, warning.message()).rule_id(warning.rule())
    };
    warnings.iter().chain(advice).map(problem).collect()
}

/// Returns the path of a field of the part at `root`.
fn below(root: &str, field: &str) -> String {
    let dot = if root.is_empty() || field.is_empty() { "" } else { "." };
    format!("{root}{dot}{field}")
}

fn opaque(document: &Document) -> Object {
    let tree = document.tree();
    let metadata = tree.entry(document.root(), "metadata").map(|entry| entry.value);
    let text =
        |field| metadata.and_then(|metadata| tree.text(metadata, field)).filter(|text| !text.is_empty());
    let identity = Identity {
        api_version: document.api_version().into(),
        kind: document.kind().into(),
        namespace: text("namespace").map(Box::from),
        name: text("name").map(Box::from),
        generate_name: text("generateName").map(Box::from),
    };
    Object::of(identity, Opaque { tree: Arc::clone(tree), root: document.root() })
}

/// An object of a kind that this crate does not know, as it is in the file.
#[derive(Debug)]
struct Opaque {
    tree: Arc<Tree>,
    root: NodeId,
}

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree.part(self.root).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_kubernetes_are_told_from_others() {
        assert!(["v1", "apps/v1", "networking.k8s.io/v1"].into_iter().all(is_built_in));
        assert!(!["example.com/v1", "k8s.io.example.com/v1"].into_iter().any(is_built_in));
    }
}
