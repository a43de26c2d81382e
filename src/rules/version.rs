//! What differs from one version of Kubernetes to the next.

use std::fmt;
use std::str::FromStr;

/// A version of Kubernetes that pods can be validated for.
///
/// The default is the version whose feature of `k8s-openapi` is enabled.
///
/// ```
/// use podwright::rules::KubeVersion;
///
/// let version: KubeVersion = "1.36".parse().unwrap();
/// assert_eq!(version, KubeVersion::V1_36);
/// assert!(version < KubeVersion::V1_37);
/// assert!("1.12".parse::<KubeVersion>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KubeVersion {
    /// Kubernetes 1.33.
    V1_33,
    /// Kubernetes 1.34.
    V1_34,
    /// Kubernetes 1.35.
    V1_35,
    /// Kubernetes 1.36.
    V1_36,
    /// Kubernetes 1.37.
    V1_37,
}

impl KubeVersion {
    /// Every version that is known, the oldest first.
    pub const ALL: [Self; 5] = [Self::V1_33, Self::V1_34, Self::V1_35, Self::V1_36, Self::V1_37];

    /// The version whose feature of `k8s-openapi` is enabled.
    pub const ENABLED: Self = enabled();

    pub(crate) const fn minor(self) -> u8 {
        match self {
            Self::V1_33 => 33,
            Self::V1_34 => 34,
            Self::V1_35 => 35,
            Self::V1_36 => 36,
            Self::V1_37 => 37,
        }
    }
}

const fn enabled() -> KubeVersion {
    k8s_openapi::k8s_if_1_33! { return KubeVersion::V1_33; }
    k8s_openapi::k8s_if_1_34! { return KubeVersion::V1_34; }
    k8s_openapi::k8s_if_1_35! { return KubeVersion::V1_35; }
    k8s_openapi::k8s_if_1_36! { return KubeVersion::V1_36; }
    k8s_openapi::k8s_if_ge_1_37! { KubeVersion::V1_37 }
}

impl Default for KubeVersion {
    fn default() -> Self {
        Self::ENABLED
    }
}

impl fmt::Display for KubeVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::V1_33 => "1.33",
            Self::V1_34 => "1.34",
            Self::V1_35 => "1.35",
            Self::V1_36 => "1.36",
            Self::V1_37 => "1.37",
        })
    }
}

impl FromStr for KubeVersion {
    type Err = ParseVersionError;

    /// Reads `1.36`; a leading `v` and a patch version are allowed: `v1.36.2`.
    fn from_str(text: &str) -> Result<Self, ParseVersionError> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let minor = match (parts.next(), parts.next()) {
            (Some("1"), Some(minor)) => minor.parse::<u8>().map_err(|_| ParseVersionError(()))?,
            _ => return Err(ParseVersionError(())),
        };
        Self::ALL.into_iter().find(|version| version.minor() == minor).ok_or(ParseVersionError(()))
    }
}

/// A version of Kubernetes whose rules are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseVersionError(());

impl fmt::Display for ParseVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rules of Kubernetes 1.33 to 1.37 are known, no others")
    }
}

impl std::error::Error for ParseVersionError {}

/// What a cluster validates by: its default feature gates, and rules that came without a gate.
///
/// A feature that is off drops its fields before any rule sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "these are independent switches")]
pub(crate) struct Gates {
    pub(crate) pod_level_resources: bool,
    pub(crate) resource_claims: bool,
    pub(crate) merge_spread_label_keys: bool,
    pub(crate) volume_attributes_class: bool,
    pub(crate) container_restart_rules: bool,
    pub(crate) env_files: bool,
    pub(crate) hostname_override: bool,
    pub(crate) image_volume: bool,
    pub(crate) restart_all_containers: bool,
    pub(crate) strict_ips: bool,
    pub(crate) selinux_mount: bool,
    pub(crate) trust_bundles: bool,
    pub(crate) pod_certificates: bool,
    pub(crate) pod_limits_default: bool,
    pub(crate) regular_restart_policy: bool,
    pub(crate) host_users_without_devices: bool,
    pub(crate) csi_driver_once: bool,
    pub(crate) counts_are_too_many: bool,
    pub(crate) init_resize_without_restart: bool,
    pub(crate) image_in_templates: bool,
    pub(crate) shared_processes_of_spec: bool,
    pub(crate) indexed_metadata: bool,
}

impl Gates {
    /// The one table of what differs: the version in which each gate is on by default, or each rule there,
    /// for the first time.
    ///
    /// Source: <https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>, and
    /// `pkg/features/kube_features.go` of each version.
    pub(crate) const fn of(version: KubeVersion) -> Self {
        let minor = version.minor();
        Self {
            // PodLevelResources.
            pod_level_resources: minor >= 34,
            // DynamicResourceAllocation.
            resource_claims: minor >= 34,
            // MatchLabelKeysInPodTopologySpreadSelectorMerge.
            merge_spread_label_keys: minor >= 34,
            // VolumeAttributesClass.
            volume_attributes_class: minor >= 34,
            // ContainerRestartRules.
            container_restart_rules: minor >= 35,
            // EnvFiles.
            env_files: minor >= 35,
            // HostnameOverride.
            hostname_override: minor >= 35,
            // ImageVolume.
            image_volume: minor >= 35,
            // RestartAllContainersOnContainerExits.
            restart_all_containers: minor >= 36,
            // StrictIPCIDRValidation.
            strict_ips: minor >= 36,
            // SELinuxMount.
            selinux_mount: minor >= 37,
            // ClusterTrustBundleProjection.
            trust_bundles: minor >= 37,
            // PodCertificateRequest.
            pod_certificates: minor >= 37,
            // PodLevelResourcesFixDefaulting.
            pod_limits_default: minor >= 37,
            // Without a gate: the field was refused before it was dropped.
            regular_restart_policy: minor >= 34,
            // Without a gate: block devices are refused beside `hostUsers: false`.
            host_users_without_devices: minor >= 34,
            // Without a gate: a CSI driver without a name was invalid as well as missing.
            csi_driver_once: minor >= 35,
            // Without a gate: too many restart rules and exit codes were too long before.
            counts_are_too_many: minor >= 36,
            // Without a gate: a resize restarts no init container that is no sidecar.
            init_resize_without_restart: minor >= 36,
            // Without a gate: the image volume of a template names an image too.
            image_in_templates: minor >= 37,
            // Without a gate: the path of `shareProcessNamespace` was below the security context before.
            shared_processes_of_spec: minor >= 37,
            // Without a gate: owners are named by their index, and what they lack is required.
            indexed_metadata: minor >= 37,
        }
    }
}
