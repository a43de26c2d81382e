use k8s_openapi::api::core::v1;

/// Removes from a pod of a cluster what cannot be created: status, ephemeral containers, and the metadata that the cluster
/// sets.
///
/// [`validate`](super::validate) and [`Valid::new`](super::Valid::new) validate a pod that is to be created. Call `for_create`
/// first if the pod comes from a cluster.
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
#[inline]
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
