use k8s_openapi::api::core::v1;

/// What of a live pod can be created again: without its status, its identity and its ephemeral containers.
///
/// A pod that was read from a cluster says more than one may say on create. [`check`](super::check) and
/// [`Valid`](super::Valid) validate creation, so they are asked about what this returns.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules;
///
/// let mut live = v1::Pod::default();
/// live.metadata.name = Some("web".into());
/// live.metadata.resource_version = Some("4711".into());
/// live.status = Some(v1::PodStatus::default());
/// let pod = rules::for_create(live);
/// assert_eq!(pod.metadata.name.as_deref(), Some("web"));
/// assert_eq!((pod.metadata.resource_version, pod.status), (None, None));
/// ```
#[must_use]
pub fn for_create(mut pod: v1::Pod) -> v1::Pod {
    pod.status = None;
    if let Some(spec) = &mut pod.spec {
        spec.ephemeral_containers = None;
    }
    let metadata = &mut pod.metadata;
    metadata.uid = None;
    metadata.resource_version = None;
    metadata.generation = None;
    metadata.creation_timestamp = None;
    metadata.deletion_timestamp = None;
    metadata.deletion_grace_period_seconds = None;
    metadata.self_link = None;
    metadata.managed_fields = None;
    pod
}
