//! Compares the YAML writer with `serde_json` and `serde_yaml`. Each writes into a buffer that is large enough.

use std::hint::black_box;
use std::io;

use k8s_openapi::api::core::v1::Pod;
use podwright::manifest::Yaml;

use crate::{built, literal, paired};

/// Returns the time of building, validating and writing, divided by that of a literal written by `serde_yaml`.
pub(crate) fn build_and_yaml_over_raw_serde_yaml() -> f64 {
    paired::ratio(
        || podwright::to_yaml(&built::pod()).expect("a pod is YAML"),
        || serde_yaml::to_string(&literal::pod()).expect("a pod is YAML"),
    )
}

/// Returns the time of writing YAML, divided by that of `serde_json::to_writer`.
pub(crate) fn yaml_over_json(pod: &Pod) -> f64 {
    let mut documents = Yaml::new().writer(io::sink());
    let mut json = Vec::with_capacity(1 << 16);
    paired::ratio(
        || documents.unvalidated(black_box(pod)).expect("a pod is YAML"),
        || {
            json.clear();
            serde_json::to_writer(&mut json, black_box(pod)).expect("a pod is JSON");
            black_box(&mut json);
        },
    )
}

/// Returns the time of `serde_yaml`, divided by that of writing YAML.
pub(crate) fn serde_yaml_over_yaml(pod: &Pod) -> f64 {
    let mut documents = Yaml::new().writer(io::sink());
    let mut other = Vec::with_capacity(1 << 16);
    paired::ratio(
        || {
            other.clear();
            serde_yaml::to_writer(&mut other, black_box(pod)).expect("a pod is YAML");
            black_box(&mut other);
        },
        || documents.unvalidated(black_box(pod)).expect("a pod is YAML"),
    )
}

/// Returns the number of allocations of the writer for one more pod.
pub(crate) fn yaml_allocations(pod: &Pod) -> u64 {
    let mut documents = Yaml::new().writer(io::sink());
    let mut write = || documents.unvalidated(black_box(pod)).expect("a pod is YAML");
    write();
    allocation_counter::measure(write).count_total
}
