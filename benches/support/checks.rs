//! The rules alone, on a valid pod.

use std::hint::black_box;

use k8s_openapi::api::core::v1::Pod;
use podwright::Valid;

use crate::{literal, paired};

fn check(pod: &Pod) {
    Valid::new(black_box(pod)).expect("the pod breaks no rule");
}

/// Returns the time of the rules, divided by that of the pod as a literal.
pub(crate) fn check_over_raw(pod: &Pod) -> f64 {
    paired::ratio(|| check(pod), literal::pod)
}

/// Returns the time of the rules, divided by that of `serde_yaml` writing the pod.
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

/// Returns the number of allocations of the rules.
pub(crate) fn check_allocations(pod: &Pod) -> u64 {
    check(pod);
    allocation_counter::measure(|| check(pod)).count_total
}
