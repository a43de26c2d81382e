//! The kinds that each version of Kubernetes serves, and the fields that not every version has.
//!
//! A test compares both tables with the sources of `k8s_openapi` for each version.

use crate::rules::KubeVersion;

/// The versions that serve a kind, or have a field: the first and the last of those that this crate knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Versions {
    pub(crate) first: KubeVersion,
    pub(crate) last: KubeVersion,
}

impl Versions {
    fn of(first: u8, last: u8) -> Self {
        let [mut oldest, .., mut newest] = KubeVersion::ALL;
        for version in KubeVersion::ALL {
            oldest = if version.minor() == first { version } else { oldest };
            newest = if version.minor() == last { version } else { newest };
        }
        Self { first: oldest, last: newest }
    }

    pub(crate) fn contain(self, version: KubeVersion) -> bool {
        (self.first..=self.last).contains(&version)
    }
}

/// Returns the versions that serve a kind, or `None` if no version does.
pub(crate) fn kind(api_version: &str, kind: &str) -> Option<Versions> {
    let [oldest, .., newest] = KubeVersion::ALL;
    let is_everywhere =
        IN_EVERY_VERSION.iter().any(|(version, kinds)| *version == api_version && kinds.contains(&kind));
    if is_everywhere {
        return Some(Versions { first: oldest, last: newest });
    }
    let row = IN_SOME_VERSIONS.iter().find(|(version, name, ..)| *version == api_version && *name == kind)?;
    Some(Versions::of(row.2, row.3))
}

/// Returns all kinds, each with its group and version.
pub(crate) fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let everywhere =
        IN_EVERY_VERSION.iter().flat_map(|(version, kinds)| kinds.iter().map(move |kind| (*version, *kind)));
    everywhere.chain(IN_SOME_VERSIONS.iter().map(|(version, kind, ..)| (*version, *kind)))
}

/// Tells whether a group is Kubernetes' own. Custom resources are in other groups.
pub(crate) fn is_own_group(api_version: &str) -> bool {
    let group = group(api_version);
    !group.contains('.') || kinds().any(|(version, _)| self::group(version) == group)
}

fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// Returns the rows of a struct: its fields that not every version has.
pub(crate) fn fields(name: &str) -> &'static [Field] {
    let start = FIELDS.partition_point(|field| field.0 < name);
    let length = FIELDS[start..].partition_point(|field| field.0 == name);
    &FIELDS[start..start + length]
}

/// A field that not every version has.
pub(crate) type Field = (&'static str, &'static str, u8, u8);

/// Returns the name and the versions of a field, if not every version has it.
pub(crate) fn field(rows: &'static [Field], name: &str) -> Option<(&'static str, Versions)> {
    let row = rows.iter().find(|row| row.1 == name)?;
    Some((row.1, Versions::of(row.2, row.3)))
}

/// The kinds that all versions serve.
#[rustfmt::skip]
const IN_EVERY_VERSION: &[(&str, &[&str])] = &[
    ("admissionregistration.k8s.io/v1", &["MutatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration"]),
    ("admissionregistration.k8s.io/v1alpha1", &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"]),
    ("apiextensions.k8s.io/v1", &["CustomResourceDefinition"]),
    ("apiregistration.k8s.io/v1", &["APIService"]),
    ("apps/v1", &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    ("authentication.k8s.io/v1", &["SelfSubjectReview", "TokenRequest", "TokenReview"]),
    ("authorization.k8s.io/v1", &["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"]),
    ("autoscaling/v1", &["HorizontalPodAutoscaler", "Scale"]),
    ("autoscaling/v2", &["HorizontalPodAutoscaler"]),
    ("batch/v1", &["CronJob", "Job"]),
    ("certificates.k8s.io/v1", &["CertificateSigningRequest"]),
    ("certificates.k8s.io/v1beta1", &["ClusterTrustBundle"]),
    ("coordination.k8s.io/v1", &["Lease"]),
    ("coordination.k8s.io/v1alpha2", &["LeaseCandidate"]),
    ("coordination.k8s.io/v1beta1", &["LeaseCandidate"]),
    ("discovery.k8s.io/v1", &["EndpointSlice"]),
    ("events.k8s.io/v1", &["Event"]),
    ("flowcontrol.apiserver.k8s.io/v1", &["FlowSchema", "PriorityLevelConfiguration"]),
    ("internal.apiserver.k8s.io/v1alpha1", &["StorageVersion"]),
    ("networking.k8s.io/v1", &["IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"]),
    ("node.k8s.io/v1", &["RuntimeClass"]),
    ("policy/v1", &["Eviction", "PodDisruptionBudget"]),
    ("rbac.authorization.k8s.io/v1", &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]),
    ("resource.k8s.io/v1alpha3", &["DeviceTaintRule"]),
    ("resource.k8s.io/v1beta1", &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"]),
    ("resource.k8s.io/v1beta2", &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"]),
    ("scheduling.k8s.io/v1", &["PriorityClass"]),
    ("storage.k8s.io/v1", &["CSIDriver", "CSINode", "CSIStorageCapacity", "StorageClass", "VolumeAttachment"]),
    ("v1", &["Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount"]),
];

/// The kinds that not all versions serve, with the minor numbers of the first and the last version.
const IN_SOME_VERSIONS: &[(&str, &str, u8, u8)] = &[
    ("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", 36, 37),
    ("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", 36, 37),
    ("admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicy", 34, 37),
    ("admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicyBinding", 34, 37),
    ("admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicy", 33, 33),
    ("admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicyBinding", 33, 33),
    ("certificates.k8s.io/v1", "ClusterTrustBundle", 37, 37),
    ("certificates.k8s.io/v1", "PodCertificateRequest", 37, 37),
    ("certificates.k8s.io/v1alpha1", "ClusterTrustBundle", 33, 36),
    ("certificates.k8s.io/v1alpha1", "PodCertificateRequest", 34, 34),
    ("certificates.k8s.io/v1beta1", "PodCertificateRequest", 35, 37),
    ("lifecycle.k8s.io/v1alpha1", "Eviction", 37, 37),
    ("lifecycle.k8s.io/v1alpha1", "EvictionRequest", 37, 37),
    ("networking.k8s.io/v1beta1", "IPAddress", 33, 36),
    ("networking.k8s.io/v1beta1", "ServiceCIDR", 33, 36),
    ("resource.k8s.io/v1", "DeviceClass", 34, 37),
    ("resource.k8s.io/v1", "DeviceTaintRule", 37, 37),
    ("resource.k8s.io/v1", "ResourceClaim", 34, 37),
    ("resource.k8s.io/v1", "ResourceClaimTemplate", 34, 37),
    ("resource.k8s.io/v1", "ResourceSlice", 34, 37),
    ("resource.k8s.io/v1alpha3", "DeviceClass", 33, 33),
    ("resource.k8s.io/v1alpha3", "ResourceClaim", 33, 33),
    ("resource.k8s.io/v1alpha3", "ResourceClaimTemplate", 33, 33),
    ("resource.k8s.io/v1alpha3", "ResourcePoolStatusRequest", 36, 37),
    ("resource.k8s.io/v1alpha3", "ResourceSlice", 33, 33),
    ("resource.k8s.io/v1beta2", "DeviceTaintRule", 36, 37),
    ("scheduling.k8s.io/v1alpha1", "Workload", 35, 35),
    ("scheduling.k8s.io/v1alpha2", "PodGroup", 36, 36),
    ("scheduling.k8s.io/v1alpha2", "Workload", 36, 36),
    ("scheduling.k8s.io/v1alpha3", "CompositePodGroup", 37, 37),
    ("scheduling.k8s.io/v1alpha3", "PodGroup", 37, 37),
    ("scheduling.k8s.io/v1alpha3", "Workload", 37, 37),
    ("scheduling.k8s.io/v1beta1", "PodGroup", 37, 37),
    ("scheduling.k8s.io/v1beta1", "Workload", 37, 37),
    ("storage.k8s.io/v1", "VolumeAttributesClass", 34, 37),
    ("storage.k8s.io/v1alpha1", "VolumeAttributesClass", 33, 34),
    ("storage.k8s.io/v1beta1", "VolumeAttributesClass", 33, 36),
    ("storagemigration.k8s.io/v1", "StorageVersionMigration", 37, 37),
    ("storagemigration.k8s.io/v1alpha1", "StorageVersionMigration", 33, 34),
    ("storagemigration.k8s.io/v1beta1", "StorageVersionMigration", 35, 37),
];

/// The fields that not all versions have, with the minor numbers of the first and the last version.
///
/// Only structs of the kinds that are decoded stand here, sorted by their names.
const FIELDS: &[Field] = &[
    ("CSIDriverSpec", "preventPodSchedulingIfMissing", 36, 37),
    ("CSIDriverSpec", "serviceAccountTokenInSecrets", 35, 37),
    ("CSINode", "status", 37, 37),
    ("ClusterTrustBundleProjection", "user", 37, 37),
    ("ConfigMapVolumeSource", "defaultUser", 37, 37),
    ("Container", "restartPolicyRules", 34, 37),
    ("DownwardAPIVolumeFile", "user", 37, 37),
    ("DownwardAPIVolumeSource", "defaultUser", 37, 37),
    ("EmptyDirVolumeSource", "mode", 37, 37),
    ("EnvVarSource", "fileKeyRef", 34, 37),
    ("EphemeralContainer", "restartPolicyRules", 34, 37),
    ("GRPCAction", "mode", 37, 37),
    ("HTTPGetAction", "protocol", 37, 37),
    ("HorizontalPodAutoscalerCondition", "observedGeneration", 37, 37),
    ("JobSpec", "scheduling", 37, 37),
    ("KeyToPath", "user", 37, 37),
    ("ListMeta", "shardInfo", 36, 37),
    ("NodeAllocatableResourceClaimStatus", "mapping", 37, 37),
    ("NodeAllocatableResourceClaimStatus", "overhead", 37, 37),
    ("NodeAllocatableResourceClaimStatus", "resources", 36, 36),
    ("NodeSpec", "podPreemptionPolicy", 37, 37),
    ("NodeStatus", "declaredFeatures", 35, 37),
    ("NodeSystemInfo", "runningInUserNamespace", 37, 37),
    ("PersistentVolumeClaimStatus", "healthStatus", 37, 37),
    ("PodCertificateProjection", "user", 37, 37),
    ("PodCertificateProjection", "userAnnotations", 35, 37),
    ("PodSpec", "evictionResponders", 37, 37),
    ("PodSpec", "hostnameOverride", 34, 37),
    ("PodSpec", "schedulingGroup", 36, 37),
    ("PodSpec", "workloadRef", 35, 35),
    ("PodStatus", "allocatedResources", 35, 37),
    ("PodStatus", "extendedResourceClaimStatus", 34, 37),
    ("PodStatus", "nodeAllocatableResourceClaimStatuses", 36, 37),
    ("PodStatus", "resources", 35, 37),
    ("PodStatus", "volumeHealth", 37, 37),
    ("ProjectedVolumeSource", "defaultUser", 37, 37),
    ("ResourceHealth", "message", 36, 37),
    ("SecretVolumeSource", "defaultUser", 37, 37),
    ("ServiceAccountTokenProjection", "user", 37, 37),
    ("VolumeMount", "bindMountOptions", 37, 37),
    ("VolumeMountStatus", "volumeStatus", 36, 37),
    ("VolumeProjection", "podCertificate", 34, 37),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use super::*;
    use crate::manifest::read::API_VERSIONS;

    #[test]
    fn tables_are_sorted() {
        assert!(FIELDS.is_sorted());
        assert!(IN_SOME_VERSIONS.is_sorted());
    }

    #[test]
    fn groups_of_kubernetes_are_told_from_others() {
        assert!(
            ["v1", "apps/v1", "extensions/v1beta1", "networking.k8s.io/v1"].into_iter().all(is_own_group)
        );
        let others = ["example.com/v1", "k8s.io.example.com/v1", "snapshot.storage.k8s.io/v1"];
        assert!(!others.into_iter().any(is_own_group));
    }

    /// Returns what a command of cargo prints.
    fn cargo(arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO"));
        let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        String::from_utf8(output.expect("cargo runs").stdout).expect("cargo writes UTF-8")
    }

    /// What the sources of `k8s_openapi` say of each version.
    #[derive(Default)]
    struct Sources {
        /// The minor numbers of the versions that have a kind.
        kinds: BTreeMap<(String, String), BTreeSet<u8>>,
        /// The minor numbers of the versions that have a field, by module and struct.
        fields: BTreeMap<(String, String), BTreeMap<String, BTreeSet<u8>>>,
        structs: BTreeMap<(String, String), BTreeSet<u8>>,
    }

    impl Sources {
        fn read() -> Self {
            // What other platforms need is not known to be downloaded.
            let platform = cargo(&["version", "--verbose"]);
            let platform = platform.lines().find_map(|line| line.strip_prefix("host: "));
            let platform = platform.expect("cargo names its host");
            let arguments = ["metadata", "--format-version", "1", "--offline", "--filter-platform", platform];
            let text = cargo(&arguments);
            let manifest = text
                .split('"')
                .find(|part| part.contains("/k8s-openapi-") && part.ends_with("Cargo.toml"))
                .expect("the package is known to cargo");
            let root = PathBuf::from(manifest).with_file_name("src");
            let mut sources = Self::default();
            for version in KubeVersion::ALL {
                let minor = version.minor();
                sources.directory(&root.join(format!("v1_{minor}")), "", minor);
            }
            sources
        }

        fn directory(&mut self, path: &Path, module: &str, minor: u8) {
            for entry in std::fs::read_dir(path).expect("the sources are there") {
                let path = entry.expect("the sources can be read").path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if path.is_dir() {
                    self.directory(&path, &format!("{module}/{name}"), minor);
                } else {
                    self.file(&std::fs::read_to_string(&path).expect("the sources are texts"), module, minor);
                }
            }
        }

        fn file(&mut self, text: &str, module: &str, minor: u8) {
            let constant = |name: &str| {
                let (_, rest) = text.split_once(&format!("const {name}: &'static str = \""))?;
                Some(rest.split_once('"')?.0.to_owned())
            };
            let kind = constant("KIND");
            let has_metadata =
                text.contains("type Ty = crate::apimachinery::pkg::apis::meta::v1::ObjectMeta;");
            if let (Some(version), Some(kind), true) = (constant("API_VERSION"), &kind, has_metadata) {
                self.kinds.entry((version, kind.clone())).or_default().insert(minor);
            }
            for part in text.split("deserializer.deserialize_struct(").skip(1) {
                let (name, rest) = part.split_once(',').expect("a name and fields");
                let name = name.trim();
                let name = if name.contains("KIND") { kind.clone() } else { Some(name.replace('"', "")) };
                let Some(name) = name else { continue };
                let (fields, _) = rest.split_once(']').expect("a list of fields");
                let key = (module.to_owned(), name);
                self.structs.entry(key.clone()).or_default().insert(minor);
                for field in fields.split('"').skip(1).step_by(2) {
                    let fields = self.fields.entry(key.clone()).or_default();
                    fields.entry(field.to_owned()).or_default().insert(minor);
                }
            }
        }
    }

    /// Returns the first and the last number of a range.
    fn range(minors: &BTreeSet<u8>) -> (u8, u8) {
        let (Some(first), Some(last)) = (minors.first(), minors.last()) else { panic!("no version") };
        assert_eq!(minors.len(), usize::from(last - first) + 1, "{minors:?}");
        (*first, *last)
    }

    #[test]
    fn the_sources_of_each_version_have_the_same_kinds_and_fields() {
        let sources = Sources::read();
        let expected: BTreeMap<_, _> = sources
            .kinds
            .iter()
            .map(|((version, kind), minors)| ((&**version, &**kind), range(minors)))
            .collect();
        let found: BTreeMap<_, _> = kinds()
            .map(|(version, name)| {
                let versions = kind(version, name).expect("it stands in a table");
                ((version, name), (versions.first.minor(), versions.last.minor()))
            })
            .collect();
        assert_eq!(found, expected);

        let modules: BTreeSet<_> = API_VERSIONS
            .iter()
            .map(|version| match version.split_once('/') {
                Some((group, version)) => {
                    format!("/api/{}/{version}", group.split('.').next().unwrap_or_default())
                }
                None => format!("/api/core/{version}"),
            })
            .chain(["/apimachinery/pkg/apis/meta/v1".to_owned()])
            .collect();
        let mut expected = Vec::new();
        for ((module, name), fields) in &sources.fields {
            let all = &sources.structs[&(module.clone(), name.clone())];
            for (field, minors) in fields.iter().filter(|(_, minors)| *minors != all) {
                if modules.contains(module) {
                    let (first, last) = range(minors);
                    expected.push((name.as_str(), field.as_str(), first, last));
                }
            }
        }
        expected.sort_unstable();
        assert_eq!(FIELDS, expected);
    }
}
