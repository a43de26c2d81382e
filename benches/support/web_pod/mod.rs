//! A web server with a log shipper, once built and once as a literal of `k8s_openapi`.

pub(crate) mod built;
pub(crate) mod literal;

/// Asserts that both make the same pod, without which comparing their times is meaningless.
///
/// # Panics
///
/// Panics if they differ.
pub(crate) fn assert_same() {
    let json = |pod: &k8s_openapi::api::core::v1::Pod| {
        serde_json::to_value(pod).expect("a pod is always valid JSON")
    };
    assert_eq!(json(&built::pod()), json(&literal::pod()), "the literal is not the pod that is built");
}
