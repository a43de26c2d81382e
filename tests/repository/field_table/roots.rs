//! The parts of each kind that the table lists: what a user writes of them.

use podwright_tests::full::{Shape, full};
use serde::de::DeserializeOwned;

/// Returns the shapes of fields of a kind: `spec`, or those that stand beside the metadata.
fn parts<T: DeserializeOwned>(fields: &[&str]) -> Vec<Shape> {
    let (_, shape) = full::<T>();
    let Shape::Struct(_, mut all) = shape else { panic!("a kind is a struct") };
    fields.iter().map(|field| all.remove(field).unwrap_or_else(|| panic!("no field {field}"))).collect()
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
    Vec::new()
}

fn batch() -> Vec<Shape> {
    Vec::new()
}

fn scaling() -> Vec<Shape> {
    Vec::new()
}

fn network() -> Vec<Shape> {
    Vec::new()
}

fn config() -> Vec<Shape> {
    use k8s_openapi::api::core::v1;

    vec![beside_metadata::<v1::ConfigMap>(), beside_metadata::<v1::Secret>()]
}

fn access() -> Vec<Shape> {
    Vec::new()
}

fn cluster() -> Vec<Shape> {
    Vec::new()
}

fn claim() -> Vec<Shape> {
    Vec::new()
}
