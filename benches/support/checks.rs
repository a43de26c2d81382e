//! The rules alone, on a pod with nothing wrong.

use std::hint::black_box;

use k8s_openapi::api::core::v1::Pod;
use podwright::Valid;

use crate::{literal, paired};

fn check(pod: &Pod) {
    Valid::new(black_box(pod)).expect("the pod breaks no rule");
}

/// How many times as long the rules take as making the pod as a literal.
pub(crate) fn check_over_raw(pod: &Pod) -> f64 {
    paired::ratio(|| check(pod), literal::pod)
}

/// How many times as long the rules take as `serde_yaml` writing the pod.
pub(crate) fn check_over_serde_yaml(pod: &Pod) -> f64 {
    let mut yaml = Vec::with_capacity(1 << 18);
    paired::ratio(
        || check(pod),
        || {
            yaml.clear();
            serde_yaml::to_writer(&mut yaml, black_box(pod)).expect("a pod is YAML");
            black_box(&mut yaml);
        },
    )
}

/// How often the rules ask for memory.
pub(crate) fn check_allocations(pod: &Pod) -> u64 {
    check(pod);
    allocation_counter::measure(|| check(pod)).count_total
}
