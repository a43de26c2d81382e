//! The parts of each kind that the table lists: what a user writes of them.

use k8s_openapi::api::rbac;
use podwright_tests::full::{Shape, full};
use serde::de::DeserializeOwned;

/// Returns the shapes of fields of a kind: `spec`, or those that stand beside the metadata.
fn parts<T: DeserializeOwned>(fields: &[&str]) -> Vec<Shape> {
    let (_, shape) = full::<T>();
    let Shape::Struct(_, mut all) = shape else { panic!("a kind is a struct") };
    fields.iter().map(|field| all.remove(field).unwrap_or_else(|| panic!("no field {field}"))).collect()
}

/// Returns the shape of a kind, whose fields stand beside its metadata.
fn whole<T: DeserializeOwned>() -> Shape {
    let (_, mut shape) = full::<T>();
    if let Shape::Struct(_, fields) = &mut shape {
        fields.remove("apiVersion");
        fields.remove("kind");
    }
    shape
}

/// Returns the shape of a kind whose own fields stand beside its metadata.
fn beside_metadata<T: DeserializeOwned>() -> Shape {
    let (_, shape) = full::<T>();
    let Shape::Struct(name, mut all) = shape else { panic!("a kind is a struct") };
    all.retain(|field, _| !["apiVersion", "kind", "metadata"].contains(field));
    Shape::Struct(name, all)
}

/// Returns the roots of all areas.
pub(crate) fn roots() -> Vec<Shape> {
    let areas = [
        pod(),
        workload(),
        batch(),
        scaling(),
        network(),
        config(),
        access(),
        cluster(),
        claim(),
    ];
    areas.into_iter().flatten().collect()
}

fn pod() -> Vec<Shape> {
    parts::<k8s_openapi::api::core::v1::Pod>(&["metadata", "spec"])
}

fn workload() -> Vec<Shape> {
    use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet};

    let kinds = [parts::<Deployment>(&["spec"]), parts::<DaemonSet>(&["spec"]), parts::<ReplicaSet>(&["spec"])];
    kinds.into_iter().flatten().collect()
}

fn batch() -> Vec<Shape> {
    use k8s_openapi::api::batch::v1;

    let jobs = parts::<v1::Job>(&["spec"]);
    jobs.into_iter().chain(parts::<v1::CronJob>(&["spec"])).collect()
}

fn scaling() -> Vec<Shape> {
    let autoscaler = parts::<k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler>(&["spec"]);
    let budget = parts::<k8s_openapi::api::policy::v1::PodDisruptionBudget>(&["spec"]);
    [autoscaler, budget].into_iter().flatten().collect()
}

fn network() -> Vec<Shape> {
    let services = parts::<k8s_openapi::api::core::v1::Service>(&["spec"]);
    let ingresses = parts::<k8s_openapi::api::networking::v1::Ingress>(&["spec"]);
    let policies = parts::<k8s_openapi::api::networking::v1::NetworkPolicy>(&["spec"]);
    services.into_iter().chain(ingresses).chain(policies).collect()
}

fn config() -> Vec<Shape> {
    use k8s_openapi::api::core::v1;

    vec![beside_metadata::<v1::ConfigMap>(), beside_metadata::<v1::Secret>()]
}

fn access() -> Vec<Shape> {
    vec![
        whole::<k8s_openapi::api::core::v1::ServiceAccount>(),
        whole::<rbac::v1::Role>(),
        whole::<rbac::v1::ClusterRole>(),
        whole::<rbac::v1::RoleBinding>(),
        whole::<rbac::v1::ClusterRoleBinding>(),
    ]
}

fn cluster() -> Vec<Shape> {
    let mut shapes = vec![
        whole::<k8s_openapi::api::core::v1::Namespace>(),
        whole::<k8s_openapi::api::scheduling::v1::PriorityClass>(),
    ];
    shapes.extend(parts::<k8s_openapi::api::core::v1::LimitRange>(&["spec"]));
    shapes.extend(parts::<k8s_openapi::api::core::v1::ResourceQuota>(&["spec"]));
    shapes
}

fn claim() -> Vec<Shape> {
    use k8s_openapi::api::{apps, core};

    let sets = parts::<apps::v1::StatefulSet>(&["spec"]);
    let claims = parts::<core::v1::PersistentVolumeClaim>(&["spec"]);
    sets.into_iter().chain(claims).collect()
}
