//! A web server with a log shipper beside it, once built and once as a literal of `k8s_openapi`.

pub(crate) mod built;
pub(crate) mod literal;

/// Both are one pod, or comparing their times would say nothing.
///
/// # Panics
///
/// If they differ.
pub(crate) fn assert_same() {
    let json = |pod: &k8s_openapi::api::core::v1::Pod| {
        serde_json::to_value(pod).expect("a pod is always valid JSON")
    };
    assert_eq!(json(&built::pod()), json(&literal::pod()), "the literal is not the pod that is built");
}
