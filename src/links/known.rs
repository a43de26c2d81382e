//! Names that every cluster has, and what is known of kinds.

use super::table::Kind;

/// Kinds without a namespace.
const CLUSTER_SCOPED: &[Kind] = &[
    ("", "Namespace"),
    ("", "Node"),
    ("", "PersistentVolume"),
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("apiregistration.k8s.io", "APIService"),
    ("cert-manager.io", "ClusterIssuer"),
    ("certificates.k8s.io", "CertificateSigningRequest"),
    ("certificates.k8s.io", "ClusterTrustBundle"),
    ("external-secrets.io", "ClusterSecretStore"),
    ("flowcontrol.apiserver.k8s.io", "FlowSchema"),
    ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"),
    ("gateway.networking.k8s.io", "GatewayClass"),
    ("networking.k8s.io", "IngressClass"),
    ("node.k8s.io", "RuntimeClass"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("resource.k8s.io", "DeviceClass"),
    ("resource.k8s.io", "ResourceSlice"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("snapshot.storage.k8s.io", "VolumeSnapshotClass"),
    ("storage.k8s.io", "CSIDriver"),
    ("storage.k8s.io", "CSINode"),
    ("storage.k8s.io", "StorageClass"),
    ("storage.k8s.io", "VolumeAttributesClass"),
];

/// Kinds that are no part of an application by nature. A missing one is a note at most.
const OUTSIDE: &[Kind] = &[
    ("cert-manager.io", "ClusterIssuer"),
    ("gateway.networking.k8s.io", "GatewayClass"),
    ("networking.k8s.io", "IngressClass"),
    ("node.k8s.io", "RuntimeClass"),
    ("resource.k8s.io", "DeviceClass"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("storage.k8s.io", "StorageClass"),
];

/// Kubernetes' own groups that have a dot. Those without one are Kubernetes' own too.
const OWN_GROUPS: &[&str] = &[
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "internal.apiserver.k8s.io",
    "kustomize.config.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
    "storagemigration.k8s.io",
];

/// Groups of custom resources whose controllers make no pods and no other objects than those that providers tell of.
const QUIET_GROUPS: &[&str] = &[
    "acme.cert-manager.io",
    "autoscaling.k8s.io",
    "bitnami.com",
    "cert-manager.io",
    "cilium.io",
    "external-secrets.io",
    "gateway.networking.k8s.io",
    "image.toolkit.fluxcd.io",
    "k8s.cni.cncf.io",
    "keda.sh",
    "monitoring.coreos.com",
    "networking.istio.io",
    "notification.toolkit.fluxcd.io",
    "policy.linkerd.io",
    "secrets-store.csi.x-k8s.io",
    "security.istio.io",
    "snapshot.storage.k8s.io",
    "source.toolkit.fluxcd.io",
    "telemetry.istio.io",
    "traefik.io",
];

/// Kinds of these groups whose controllers make pods or objects after all.
const MAKERS: &[Kind] = &[
    ("external-secrets.io", "ClusterExternalSecret"),
    ("gateway.networking.k8s.io", "Gateway"),
    ("keda.sh", "ScaledJob"),
    ("monitoring.coreos.com", "Alertmanager"),
    ("monitoring.coreos.com", "Prometheus"),
    ("monitoring.coreos.com", "PrometheusAgent"),
    ("monitoring.coreos.com", "ThanosRuler"),
];

/// Custom resources of other groups that make nothing but the pods of their template.
const QUIET_KINDS: &[Kind] = &[("argoproj.io", "AppProject"), ("argoproj.io", "Rollout")];

pub(super) fn is_cluster_scoped(group: &str, kind: &str) -> bool {
    CLUSTER_SCOPED.contains(&(group, kind))
}

pub(super) fn is_outside(group: &str, kind: &str) -> bool {
    OUTSIDE.contains(&(group, kind))
}

pub(super) fn is_own_group(group: &str) -> bool {
    !group.contains('.') || OWN_GROUPS.contains(&group)
}

/// Tells whether the controller of a custom resource may make pods and objects that nothing tells of.
pub(super) fn may_make_anything(group: &str, kind: &str) -> bool {
    if is_own_group(group) || QUIET_KINDS.contains(&(group, kind)) {
        return false;
    }
    !QUIET_GROUPS.contains(&group) || MAKERS.contains(&(group, kind))
}

/// Tells whether a kind is of a group that people write themselves: no controller makes its objects.
pub(super) fn is_of_quiet_group(group: &str) -> bool {
    QUIET_GROUPS.contains(&group)
}

/// Tells whether every cluster has an object.
pub(super) fn is_everywhere(group: &str, kind: &str, namespace: &str, name: &str) -> bool {
    let in_system = namespace == "kube-system";
    match (group, kind) {
        ("", "ServiceAccount") => name == "default" || in_system,
        ("", "ConfigMap") => {
            name == "kube-root-ca.crt" || (in_system && name == "extension-apiserver-authentication")
        }
        ("", "Namespace") => ["default", "kube-system", "kube-public", "kube-node-lease"].contains(&name),
        ("", "Service") => {
            (namespace == "default" && name == "kubernetes") || (in_system && name == "kube-dns")
        }
        ("scheduling.k8s.io", "PriorityClass") => {
            ["system-cluster-critical", "system-node-critical"].contains(&name)
        }
        ("rbac.authorization.k8s.io", "ClusterRole") => {
            ["cluster-admin", "admin", "edit", "view"].contains(&name) || name.starts_with("system:")
        }
        ("rbac.authorization.k8s.io", "Role") => {
            in_system
                && (["extension-apiserver-authentication-reader", "kube-proxy"].contains(&name)
                    || ["system:", "kubeadm:"].iter().any(|prefix| name.starts_with(prefix)))
        }
        ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration") => [
            "exempt",
            "system",
            "node-high",
            "leader-election",
            "workload-high",
            "workload-low",
            "global-default",
            "catch-all",
        ]
        .contains(&name),
        _ => false,
    }
}

/// Returns the value of a label of the service of the API server, which every cluster has.
pub(super) fn label_of_api_server(key: &str) -> Option<&'static str> {
    match key {
        "component" => Some("apiserver"),
        "provider" => Some("kubernetes"),
        _ => None,
    }
}

/// Returns the keys or ports of an object that every cluster has, if they are known.
pub(super) fn parts_of_everywhere(kind: &str, name: &str) -> Option<&'static [&'static str]> {
    match (kind, name) {
        ("ConfigMap", "kube-root-ca.crt") => Some(&["ca.crt"]),
        ("Service", "kubernetes") => Some(&["https", "443"]),
        _ => None,
    }
}

/// Labels that controllers add to the pods that they make.
const ADDED_LABELS: &[&str] = &[
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-completion-index",
    "batch.kubernetes.io/job-name",
    "controller-revision-hash",
    "controller-uid",
    "job-name",
    "pod-template-generation",
    "pod-template-hash",
    REPLICA_LABEL,
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];

/// The label by which a service selects one replica of a `StatefulSet`.
pub(super) const REPLICA_LABEL: &str = "statefulset.kubernetes.io/pod-name";

pub(super) fn is_added_label(key: &str) -> bool {
    ADDED_LABELS.contains(&key)
}
