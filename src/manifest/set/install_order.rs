use super::super::object::Identity;

/// The rank of kinds that are not in the list: after all others.
const UNKNOWN: u8 = u8::MAX;

/// Returns the rank of a kind. Rank `0` is installed first, so that objects come after those that they need.
#[inline]
pub(crate) fn rank(identity: &Identity) -> u8 {
    let is_of = |(group, kind): &(&str, &str)| *group == identity.group() && *kind == &*identity.kind;
    KINDS.iter().position(is_of).and_then(|at| u8::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// Returns whether the kind is one of Kubernetes' own, which is unique without its group.
#[inline]
pub(crate) fn is_known(identity: &Identity) -> bool {
    rank(identity) != UNKNOWN
}

/// The groups and kinds, in install order.
pub(crate) const KINDS: &[(&str, &str)] = &[
    ("", "Namespace"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("node.k8s.io", "RuntimeClass"),
    ("networking.k8s.io", "NetworkPolicy"),
    ("", "ResourceQuota"),
    ("", "LimitRange"),
    ("policy", "PodDisruptionBudget"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("", "ServiceAccount"),
    ("", "Secret"),
    ("", "ConfigMap"),
    ("storage.k8s.io", "CSIDriver"),
    ("storage.k8s.io", "StorageClass"),
    ("storage.k8s.io", "VolumeAttributesClass"),
    ("", "PersistentVolume"),
    ("", "PersistentVolumeClaim"),
    ("resource.k8s.io", "DeviceClass"),
    ("resource.k8s.io", "ResourceClaimTemplate"),
    ("resource.k8s.io", "ResourceClaim"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("rbac.authorization.k8s.io", "Role"),
    ("rbac.authorization.k8s.io", "RoleBinding"),
    ("", "Service"),
    ("", "Endpoints"),
    ("discovery.k8s.io", "EndpointSlice"),
    ("apps", "DaemonSet"),
    ("", "PodTemplate"),
    ("", "Pod"),
    ("", "ReplicationController"),
    ("apps", "ReplicaSet"),
    ("apps", "Deployment"),
    ("autoscaling", "HorizontalPodAutoscaler"),
    ("apps", "StatefulSet"),
    ("batch", "Job"),
    ("batch", "CronJob"),
    ("networking.k8s.io", "IngressClass"),
    ("networking.k8s.io", "Ingress"),
    ("apiregistration.k8s.io", "APIService"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
];
