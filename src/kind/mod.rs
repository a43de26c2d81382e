//! What is known of each kind of Kubernetes, one row a kind.

#[cfg(feature = "read")]
pub(crate) mod served;

/// A kind of object.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    /// The path of the template that the object creates pods from.
    pub(crate) template: Option<&'static str>,
    /// Whether the object has a status, which the cluster writes.
    has_status: bool,
}

impl Kind {
    const fn new(group: &'static str, name: &'static str) -> Self {
        Self { group, name, template: None, has_status: false }
    }

    const fn with_template(mut self, path: &'static str) -> Self {
        self.template = Some(path);
        self
    }

    const fn with_status(mut self) -> Self {
        self.has_status = true;
        self
    }
}

/// The kinds, in install order: each after those that it needs.
pub(crate) const KINDS: &[Kind] = &[
    Kind::new("", "Namespace").with_status(),
    Kind::new("scheduling.k8s.io", "PriorityClass"),
    Kind::new("node.k8s.io", "RuntimeClass"),
    Kind::new("networking.k8s.io", "NetworkPolicy"),
    Kind::new("", "ResourceQuota"),
    Kind::new("", "LimitRange"),
    Kind::new("policy", "PodDisruptionBudget").with_status(),
    Kind::new("apiextensions.k8s.io", "CustomResourceDefinition"),
    Kind::new("", "ServiceAccount"),
    Kind::new("", "Secret"),
    Kind::new("", "ConfigMap"),
    Kind::new("storage.k8s.io", "CSIDriver"),
    Kind::new("storage.k8s.io", "StorageClass"),
    Kind::new("storage.k8s.io", "VolumeAttributesClass"),
    Kind::new("", "PersistentVolume").with_status(),
    Kind::new("", "PersistentVolumeClaim").with_status(),
    Kind::new("resource.k8s.io", "DeviceClass"),
    Kind::new("resource.k8s.io", "ResourceClaimTemplate"),
    Kind::new("resource.k8s.io", "ResourceClaim"),
    Kind::new("rbac.authorization.k8s.io", "ClusterRole"),
    Kind::new("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    Kind::new("rbac.authorization.k8s.io", "Role"),
    Kind::new("rbac.authorization.k8s.io", "RoleBinding"),
    Kind::new("", "Service").with_status(),
    Kind::new("", "Endpoints"),
    Kind::new("discovery.k8s.io", "EndpointSlice"),
    Kind::new("apps", "DaemonSet").with_status().with_template("spec.template"),
    Kind::new("", "PodTemplate").with_template("template"),
    Kind::new("", "Pod").with_status(),
    Kind::new("", "ReplicationController").with_status().with_template("spec.template"),
    Kind::new("apps", "ReplicaSet").with_status().with_template("spec.template"),
    Kind::new("apps", "Deployment").with_status().with_template("spec.template"),
    Kind::new("autoscaling", "HorizontalPodAutoscaler").with_status(),
    Kind::new("apps", "StatefulSet").with_status().with_template("spec.template"),
    Kind::new("batch", "Job").with_status().with_template("spec.template"),
    Kind::new("batch", "CronJob").with_status().with_template("spec.jobTemplate.spec.template"),
    Kind::new("networking.k8s.io", "IngressClass"),
    Kind::new("networking.k8s.io", "Ingress").with_status(),
    Kind::new("apiregistration.k8s.io", "APIService"),
    Kind::new("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    Kind::new("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    Kind::new("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    Kind::new("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
];

/// The install rank of kinds that are not in the table: after all others.
const UNKNOWN: u8 = u8::MAX;

fn position(group: &str, name: &str) -> Option<usize> {
    KINDS.iter().position(|kind| kind.group == group && kind.name == name)
}

/// Returns the row of a kind.
pub(crate) fn find(group: &str, name: &str) -> Option<&'static Kind> {
    KINDS.get(position(group, name)?)
}

/// Returns the install rank of a kind. Rank `0` is installed first.
pub(crate) fn install_rank(group: &str, name: &str) -> u8 {
    position(group, name).and_then(|at| u8::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// Returns whether objects of a kind of this name have a status.
pub(crate) const fn has_status(name: &str) -> bool {
    let mut at = 0;
    while at < KINDS.len() {
        if is_same(KINDS[at].name, name) {
            return KINDS[at].has_status;
        }
        at += 1;
    }
    false
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_kind_has_one_row() {
        let rows: BTreeSet<_> = KINDS.iter().map(|kind| (kind.group, kind.name)).collect();
        assert_eq!(rows.len(), KINDS.len());
        assert!(KINDS.len() < usize::from(UNKNOWN));
    }

    #[test]
    fn what_is_needed_is_installed_first() {
        let rank = |name| install_rank(find_by_name(name).group, name);
        assert!(rank("Namespace") < rank("ConfigMap"));
        assert!(rank("ConfigMap") < rank("Deployment"));
        assert!(rank("Deployment") < rank("HorizontalPodAutoscaler"));
        assert!(install_rank("example.com", "Deployment") > rank("Ingress"));
    }

    #[test]
    fn a_workload_has_a_template_and_a_status() {
        assert_eq!(find("batch", "CronJob").unwrap().template, Some("spec.jobTemplate.spec.template"));
        assert!(find("", "Pod").unwrap().template.is_none());
        assert!(has_status("Deployment") && !has_status("ConfigMap") && !has_status("PodCondition"));
    }

    fn find_by_name(name: &str) -> &'static Kind {
        KINDS.iter().find(|kind| kind.name == name).unwrap()
    }
}
