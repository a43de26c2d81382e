//! The parts of each kind that the table lists: what a user writes of them.

use podwright_tests::full::{Shape, full};
use serde::de::DeserializeOwned;

/// Returns the shapes of fields of a kind: `spec`, or those that stand beside the metadata.
fn parts<T: DeserializeOwned>(fields: &[&str]) -> Vec<Shape> {
    let (_, shape) = full::<T>();
    let Shape::Struct(_, mut all) = shape else { panic!("a kind is a struct") };
    fields.iter().map(|field| all.remove(field).unwrap_or_else(|| panic!("no field {field}"))).collect()
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
    Vec::new()
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
    Vec::new()
}

fn access() -> Vec<Shape> {
    Vec::new()
}

fn cluster() -> Vec<Shape> {
    Vec::new()
}

fn claim() -> Vec<Shape> {
    use k8s_openapi::api::{apps, core};

    let sets = parts::<apps::v1::StatefulSet>(&["spec"]);
    let claims = parts::<core::v1::PersistentVolumeClaim>(&["spec"]);
    sets.into_iter().chain(claims).collect()
}
