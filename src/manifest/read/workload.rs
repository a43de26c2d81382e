use std::fmt::Debug;

use k8s_openapi::Metadata;
use k8s_openapi::api::{apps, batch, core};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::kind;

/// A kind that creates pods from a template.
pub(super) trait Workload:
    Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static
{
    fn template(&self) -> Option<&core::v1::PodTemplateSpec>;

    /// Returns the path of the template in the object.
    fn place() -> &'static str {
        kind::find(Self::GROUP, Self::KIND).and_then(|kind| kind.template).unwrap_or_default()
    }
}

/// Each line: the kind, and a function from the object to the template.
macro_rules! workloads {
    ($($kind:ty, |$object:ident| $template:expr;)+) => {
        $(
            impl Workload for $kind {
                fn template(&self) -> Option<&core::v1::PodTemplateSpec> {
                    let $object = self;
                    $template
                }
            }
        )+
    };
}

workloads! {
    apps::v1::DaemonSet, |set| Some(&some::<apps::v1::DaemonSetSpec, _>(&set.spec)?.template);
    apps::v1::Deployment, |set| Some(&some::<apps::v1::DeploymentSpec, _>(&set.spec)?.template);
    apps::v1::ReplicaSet, |set| some::<apps::v1::ReplicaSetSpec, _>(&set.spec)?.template.as_ref();
    apps::v1::StatefulSet, |set| Some(&some::<apps::v1::StatefulSetSpec, _>(&set.spec)?.template);
    batch::v1::CronJob, |job| Some(&some::<batch::v1::CronJobSpec, _>(&job.spec)?.job_template.spec.as_ref()?.template);
    batch::v1::Job, |job| Some(&job.spec.as_ref()?.template);
    core::v1::PodTemplate, |template| template.template.as_ref();
    core::v1::ReplicationController, |controller| controller.spec.as_ref()?.template.as_ref();
}

/// Returns a field whose type is `T` in some versions of Kubernetes and `Option<T>` in others.
pub(super) fn some<'a, T, F>(field: &'a F) -> Option<&'a T>
where
    Option<&'a T>: From<&'a F>,
{
    field.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workload_has_a_template() {
        let with_template = kind::KINDS.iter().filter(|kind| kind.template.is_some()).count();
        let places = [
            apps::v1::DaemonSet::place(),
            apps::v1::Deployment::place(),
            apps::v1::ReplicaSet::place(),
            apps::v1::StatefulSet::place(),
            batch::v1::CronJob::place(),
            batch::v1::Job::place(),
            core::v1::PodTemplate::place(),
            core::v1::ReplicationController::place(),
        ];
        assert_eq!(places.len(), with_template);
        assert!(places.iter().all(|place| place.ends_with("template")), "{places:?}");
    }
}
