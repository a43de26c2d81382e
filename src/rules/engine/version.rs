//! The differences between the versions of Kubernetes.

use std::fmt;
use std::str::FromStr;

use crate::value::{ParseError, ParseErrors};

/// A version of Kubernetes whose rules are known.
///
/// Defaults to the version whose feature of `k8s-openapi` is enabled.
///
/// ```
/// use podwright::rules::KubeVersion;
///
/// let version: KubeVersion = "1.36".parse().unwrap();
/// assert_eq!(version, KubeVersion::V1_36);
/// assert!(version < KubeVersion::V1_37);
/// assert_eq!(
///     "1.12".parse::<KubeVersion>().unwrap_err().to_string(),
///     r#""1.12": the rules of Kubernetes 1.33 to 1.37 are known, no others"#
/// );
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
    /// All known versions, the oldest first.
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

    /// Parses a version such as `1.36`. A leading `v` and a patch version are allowed: `v1.36.2`.
    ///
    /// # Errors
    ///
    /// If the text is no version, or one whose rules are not known.
    fn from_str(text: &str) -> Result<Self, ParseVersionError> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let minor = match (parts.next(), parts.next()) {
            (Some("1"), Some(minor)) => minor.parse::<u8>().ok(),
            _ => None,
        };
        Self::ALL
            .into_iter()
            .find(|version| minor == Some(version.minor()))
            .ok_or_else(|| ParseVersionError(ParseError::whole(text, RULE)))
    }
}

const RULE: &str = "the rules of Kubernetes 1.33 to 1.37 are known, no others";

/// A text that names no version of Kubernetes whose rules are known.
///
/// ```
/// use podwright::rules::KubeVersion;
///
/// let error = "1.12".parse::<KubeVersion>().unwrap_err();
/// assert_eq!(error.text(), "1.12");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ParseVersionError(ParseError);

impl ParseVersionError {
    /// Returns the whole text that was rejected.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.text()
    }
}

impl fmt::Display for ParseVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ParseVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseVersionError {}

/// Lets [`field`](crate::field) parse a version.
impl From<ParseVersionError> for ParseErrors {
    fn from(error: ParseVersionError) -> Self {
        error.0.into()
    }
}

/// The feature gates that are on by default in a version, and the rules that exist without a gate.
///
/// If a feature is off, the API server drops its fields before any rule sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "these are independent switches")]
pub(crate) struct Gates {
    /// The minor version, for fields that exist from a version on and have no rule.
    pub(crate) minor: u8,
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
    pub(crate) files_of_each_projection: bool,
    pub(crate) pod_limits_default: bool,
    pub(crate) regular_restart_policy: bool,
    pub(crate) host_users_without_devices: bool,
    pub(crate) csi_driver_once: bool,
    pub(crate) counts_are_too_many: bool,
    pub(crate) init_resize_without_restart: bool,
    pub(crate) image_in_templates: bool,
    pub(crate) shared_processes_of_spec: bool,
    pub(crate) indexed_metadata: bool,
    pub(crate) qos_of_each_container: bool,
    pub(crate) traffic_to_same: bool,
    pub(crate) relaxed_service_names: bool,
    pub(crate) headless_warnings: bool,
    pub(crate) prefer_close_warning: bool,
    pub(crate) external_ips_warning: bool,
    pub(crate) generated_names_only: bool,
    pub(crate) autoscaler_tolerance: bool,
    pub(crate) autoscaler_to_zero: bool,
    pub(crate) autoscaler_target_group: bool,
    pub(crate) autoscaler_max_required: bool,
    pub(crate) autoscaler_average_alone: bool,
    pub(crate) autoscaler_generation: bool,
    pub(crate) stateful_set_template: bool,
    pub(crate) stateful_set_max_unavailable: bool,
    pub(crate) condition_status_in_cron_jobs: bool,
    pub(crate) quota_request_warning: bool,
}

impl Gates {
    /// Returns the gates of a version.
    ///
    /// The table names the first version in which a gate is on by default, or in which a rule exists.
    ///
    /// Source: <https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>, and
    /// `pkg/features/kube_features.go` of each version.
    pub(crate) const fn of(version: KubeVersion) -> Self {
        let minor = version.minor();
        Self {
            minor,
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
            // Without a gate: earlier versions warn as if a projected source without items had the files of the one before.
            files_of_each_projection: minor >= 34,
            // PodLevelResourcesFixDefaulting.
            pod_limits_default: minor >= 37,
            // Without a gate: earlier versions refuse the field, later ones drop it.
            regular_restart_policy: minor >= 34,
            // Without a gate: block devices are forbidden with `hostUsers: false`.
            host_users_without_devices: minor >= 34,
            // Without a gate: earlier versions report a missing name of a CSI driver twice, as required and as invalid.
            csi_driver_once: minor >= 35,
            // Without a gate: earlier versions call too many restart rules or exit codes too long.
            counts_are_too_many: minor >= 36,
            // Without a gate: a resize restarts no init container except a sidecar.
            init_resize_without_restart: minor >= 36,
            // Without a gate: the image volume of a pod template requires an image.
            image_in_templates: minor >= 37,
            // Without a gate: earlier versions report `shareProcessNamespace` below the security context.
            shared_processes_of_spec: minor >= 37,
            // Without a gate: paths of owners have an index, and what an owner lacks is required.
            indexed_metadata: minor >= 37,
            // PodLevelResourcesFixKubeletQOSClass, and without a gate: the QoS class compares the amounts of each container.
            qos_of_each_container: minor >= 37,
            // PreferSameTrafficDistribution.
            traffic_to_same: minor >= 34,
            // RelaxedServiceNameValidation.
            relaxed_service_names: minor >= 36,
            // Without a gate: warnings of what a headless service ignores.
            headless_warnings: minor >= 34,
            // Without a gate: a warning of `PreferClose`.
            prefer_close_warning: minor >= 35,
            // Without a gate: a warning of `externalIPs`.
            external_ips_warning: minor >= 36,
            // Without a gate: the `generateName` of a ReplicationController is validated as a part of the name only.
            generated_names_only: minor >= 35,
            // HPAConfigurableTolerance.
            autoscaler_tolerance: minor >= 35,
            // HPAScaleToZero.
            autoscaler_to_zero: minor >= 37,
            // Without a gate: the target of an autoscaler has a group, and a version that can be parsed.
            autoscaler_target_group: minor >= 34,
            // Without a gate: earlier versions call a missing `maxReplicas` invalid.
            autoscaler_max_required: minor >= 36,
            // Without a gate: earlier versions refuse an average of an object in the annotation of an autoscaler of v1 unless
            // there is a total too.
            autoscaler_average_alone: minor >= 36,
            // Without a gate: the API server sets the generation of an autoscaler.
            autoscaler_generation: minor >= 37,
            // Without a gate: earlier versions validate neither the pod template nor the claim templates of a StatefulSet.
            stateful_set_template: minor >= 34,
            // MaxUnavailableStatefulSet, which 1.36 switched off again.
            stateful_set_max_unavailable: minor == 35 || minor >= 37,
            // Without a gate: the status of a pod condition has a default in a `CronJob` too.
            condition_status_in_cron_jobs: minor >= 34,
            // Without a gate: a quota of requests over that of limits is warned of.
            quota_request_warning: minor >= 35,
        }
    }
}
