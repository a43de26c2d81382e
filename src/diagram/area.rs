//! Where the objects of a kind stand: which column, and which colour.

/// What the objects of a kind are for. It decides the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    Network,
    Policy,
    Workload,
    Configuration,
    Storage,
    Access,
    Other,
}

impl Area {
    pub(super) const ALL: [Self; 7] = [
        Self::Network,
        Self::Policy,
        Self::Workload,
        Self::Configuration,
        Self::Storage,
        Self::Access,
        Self::Other,
    ];

    /// Returns the name of the class of both forms.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Policy => "policy",
            Self::Workload => "workload",
            Self::Configuration => "configuration",
            Self::Storage => "storage",
            Self::Access => "access",
            Self::Other => "other",
        }
    }

    /// Returns the colours of a light picture: of a card, and of its edge.
    pub(super) const fn light(self) -> (&'static str, &'static str) {
        match self {
            Self::Network => ("#ecfdf5", "#047857"),
            Self::Policy => ("#f5f3ff", "#6d28d9"),
            Self::Workload => ("#eff6ff", "#1d4ed8"),
            Self::Configuration => ("#fffbeb", "#b45309"),
            Self::Storage => ("#ecfeff", "#0e7490"),
            Self::Access => ("#fdf2f8", "#be185d"),
            Self::Other => ("#f3f4f6", "#4b5563"),
        }
    }

    /// Returns the colours of a dark picture: of a card, and of its edge.
    pub(super) const fn dark(self) -> (&'static str, &'static str) {
        match self {
            Self::Network => ("#0b2a20", "#6ee7b7"),
            Self::Policy => ("#211a3d", "#c4b5fd"),
            Self::Workload => ("#13233f", "#93c5fd"),
            Self::Configuration => ("#2e2108", "#fcd34d"),
            Self::Storage => ("#0a2a31", "#67e8f9"),
            Self::Access => ("#331528", "#f9a8d4"),
            Self::Other => ("#1f2530", "#9ca3af"),
        }
    }
}

/// Returns the column of a kind, in the direction of the traffic, and its area.
pub(super) fn of(group: &str, kind: &str) -> (usize, Area) {
    match (group, kind) {
        (_, "Gateway" | "GatewayClass" | "IngressClass") => (0, Area::Network),
        ("networking.istio.io" | "traefik.io" | "apiregistration.k8s.io", _)
        | (
            _,
            "Ingress"
            | "HTTPRoute"
            | "GRPCRoute"
            | "TLSRoute"
            | "TCPRoute"
            | "UDPRoute"
            | "MutatingWebhookConfiguration"
            | "ValidatingWebhookConfiguration",
        ) => (1, Area::Network),
        ("monitoring.coreos.com", "ServiceMonitor") => (1, Area::Policy),
        ("", "Service" | "Services" | "Endpoints") | ("discovery.k8s.io", _) => (2, Area::Network),
        ("autoscaling" | "autoscaling.k8s.io" | "keda.sh" | "policy" | "monitoring.coreos.com", _)
        | (_, "NetworkPolicy" | "BackendTLSPolicy") => (2, Area::Policy),
        ("apps" | "batch", _)
        | ("", "Pod" | "Pods" | "PodTemplate" | "ReplicationController")
        | ("argoproj.io", "Rollout") => (3, Area::Workload),
        ("", "ConfigMap" | "Secret") => (4, Area::Configuration),
        ("", "PersistentVolumeClaim") | ("resource.k8s.io", "ResourceClaim" | "ResourceClaimTemplate") => {
            (4, Area::Storage)
        }
        ("", "ServiceAccount") => (4, Area::Access),
        ("", "PersistentVolume") | ("storage.k8s.io" | "snapshot.storage.k8s.io" | "resource.k8s.io", _) => {
            (5, Area::Storage)
        }
        ("cert-manager.io" | "external-secrets.io" | "bitnami.com" | "secrets-store.csi.x-k8s.io", _) => {
            (5, Area::Configuration)
        }
        ("rbac.authorization.k8s.io", "RoleBinding" | "ClusterRoleBinding") => (5, Area::Access),
        ("rbac.authorization.k8s.io", _) => (6, Area::Access),
        ("", "Namespace" | "LimitRange" | "ResourceQuota")
        | ("scheduling.k8s.io" | "node.k8s.io" | "apiextensions.k8s.io", _) => (4, Area::Other),
        _ => (3, Area::Other),
    }
}
