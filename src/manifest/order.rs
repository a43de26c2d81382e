//! The order in which the fields of a struct are written.
//!
//! `k8s_openapi` hands the fields over in alphabetical order, so each struct has its keys in that order too, with the
//! rank that each has in the published order.

/// Where a field that no list names goes.
const REST: &str = "*";

/// The published order of one struct's fields.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) name: &'static str,
    /// In alphabetical order.
    keys: &'static [Key],
    rest: u8,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    name: &'static str,
    rank: u8,
    is_noise_when_empty: bool,
}

/// What there is to know of one field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) rank: u8,
    /// A known key needs no quotes.
    pub(crate) is_known: bool,
    /// Empty, it says to the API server what its absence says.
    pub(crate) is_noise_when_empty: bool,
}

/// Finds the fields of one struct, fast when they come in alphabetical order.
#[derive(Debug)]
pub(crate) struct Cursor {
    order: &'static Order,
    next: usize,
}

impl Cursor {
    #[inline]
    pub(crate) fn new(order: &'static Order) -> Self {
        Self { order, next: 0 }
    }

    #[inline]
    pub(crate) fn find(&mut self, name: &str) -> Spot {
        let (before, after) = self.order.keys.split_at(self.next);
        for (at, key) in after.iter().enumerate() {
            if key.name == name {
                self.next += at + 1;
                return key.spot();
            }
        }
        let Some(key) = before.iter().find(|key| key.name == name) else {
            return Spot { rank: self.order.rest, is_known: false, is_noise_when_empty: false };
        };
        key.spot()
    }
}

impl Key {
    #[inline]
    fn spot(&self) -> Spot {
        Spot { rank: self.rank, is_known: true, is_noise_when_empty: self.is_noise_when_empty }
    }
}

/// The order for the struct that `serialize_struct` names.
#[inline]
pub(crate) fn of(name: &str) -> &'static Order {
    let mut slot = hash(name);
    loop {
        match INDEX[slot] {
            EMPTY => return &ANY,
            at if ORDERS[at as usize].name == name => return &ORDERS[at as usize],
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

macro_rules! orders {
    ($($name:literal: [$($key:literal)*])*) => {
        /// Every struct whose order is not that of [`ANY`].
        static ORDERS: &[Order] = &[$(orders!(@one $name [$($key)*])),*];

        /// The keys of each in the order in which they are written.
        #[cfg(test)]
        const PUBLISHED: &[(&str, &[&str])] = &[$(($name, &[$($key),*])),*];
    };
    (@one $name:literal [$($key:literal)*]) => {
        Order {
            name: $name,
            keys: { const KEYS: &[Key] = &by_name($name, [$($key),*]); KEYS },
            rest: const { rest(&[$($key),*]) },
        }
    };
}

/// The order of a struct that has none of its own: what the object is comes first.
static ANY: Order = orders!(@one "any other" ["apiVersion" "kind" "metadata" "name"]);

orders! {
    // Objects.
    "Pod": ["apiVersion" "kind" "metadata" "spec" "status"]
    "PodTemplate": ["apiVersion" "kind" "metadata" "template"]
    "Deployment": ["apiVersion" "kind" "metadata" "spec" "status"]
    "StatefulSet": ["apiVersion" "kind" "metadata" "spec" "status"]
    "DaemonSet": ["apiVersion" "kind" "metadata" "spec" "status"]
    "ReplicaSet": ["apiVersion" "kind" "metadata" "spec" "status"]
    "ReplicationController": ["apiVersion" "kind" "metadata" "spec" "status"]
    "Job": ["apiVersion" "kind" "metadata" "spec" "status"]
    "CronJob": ["apiVersion" "kind" "metadata" "spec" "status"]
    "Service": ["apiVersion" "kind" "metadata" "spec" "status"]
    "Namespace": ["apiVersion" "kind" "metadata" "spec" "status"]
    "PersistentVolume": ["apiVersion" "kind" "metadata" "spec" "status"]
    "PersistentVolumeClaim": ["apiVersion" "kind" "metadata" "spec" "status"]
    "Ingress": ["apiVersion" "kind" "metadata" "spec" "status"]
    "HorizontalPodAutoscaler": ["apiVersion" "kind" "metadata" "spec" "status"]
    "PodDisruptionBudget": ["apiVersion" "kind" "metadata" "spec" "status"]
    "ConfigMap": ["apiVersion" "kind" "metadata" "immutable" "data" "binaryData"]
    "Secret": ["apiVersion" "kind" "metadata" "type" "immutable" "stringData" "data"]
    "ServiceAccount": ["apiVersion" "kind" "metadata" "automountServiceAccountToken" "secrets" "imagePullSecrets"]
    "RoleBinding": ["apiVersion" "kind" "metadata" "roleRef" "subjects"]
    "ClusterRoleBinding": ["apiVersion" "kind" "metadata" "roleRef" "subjects"]

    // Metadata and references.
    "ObjectMeta": [
        "name" "generateName" "namespace" "labels" "annotations" "finalizers" "ownerReferences" "uid"
        "resourceVersion" "generation" "creationTimestamp" "deletionTimestamp" "deletionGracePeriodSeconds"
        "selfLink" "managedFields"
    ]
    "OwnerReference": ["apiVersion" "kind" "name" "uid" "controller" "blockOwnerDeletion"]
    "ObjectReference": ["apiVersion" "kind" "name" "namespace" "uid" "resourceVersion" "fieldPath"]
    "TypedLocalObjectReference": ["apiGroup" "kind" "name"]
    "TypedObjectReference": ["apiGroup" "kind" "name" "namespace"]
    "LabelSelector": ["matchLabels" "matchExpressions"]
    "LabelSelectorRequirement": ["key" "operator" "values"]
    "LocalObjectReference": ["name"]

    // The pod.
    "PodTemplateSpec": ["metadata" "spec"]
    "PodSpec": [
        "serviceAccountName" "serviceAccount" "automountServiceAccountToken" "imagePullSecrets"
        "hostname" "subdomain" "hostnameOverride" "setHostnameAsFQDN"
        "hostNetwork" "hostPID" "hostIPC" "hostUsers" "shareProcessNamespace"
        "os" "runtimeClassName" "securityContext"
        "nodeName" "nodeSelector" "affinity" "tolerations" "topologySpreadConstraints"
        "schedulerName" "schedulingGates" "schedulingGroup" "priorityClassName" "priority" "preemptionPolicy"
        "dnsPolicy" "dnsConfig" "hostAliases" "enableServiceLinks" "readinessGates"
        "restartPolicy" "activeDeadlineSeconds" "terminationGracePeriodSeconds" "evictionResponders"
        "overhead" "resources" "resourceClaims"
        "initContainers" "containers" "ephemeralContainers" "*" "volumes"
    ]
    "PodSecurityContext": [
        "runAsNonRoot" "runAsUser" "runAsGroup" "fsGroup" "fsGroupChangePolicy"
        "supplementalGroups" "supplementalGroupsPolicy"
        "seccompProfile" "appArmorProfile" "seLinuxOptions" "seLinuxChangePolicy" "sysctls" "windowsOptions"
    ]
    "HostAlias": ["ip" "hostnames"]
    "PodDNSConfig": ["nameservers" "searches" "options"]
    "Toleration": ["key" "operator" "value" "effect" "tolerationSeconds"]
    "TopologySpreadConstraint": [
        "maxSkew" "minDomains" "topologyKey" "whenUnsatisfiable" "labelSelector" "matchLabelKeys"
        "nodeAffinityPolicy" "nodeTaintsPolicy"
    ]
    "NodeAffinity": [
        "requiredDuringSchedulingIgnoredDuringExecution" "preferredDuringSchedulingIgnoredDuringExecution"
    ]
    "PodAffinity": [
        "requiredDuringSchedulingIgnoredDuringExecution" "preferredDuringSchedulingIgnoredDuringExecution"
    ]
    "PodAntiAffinity": [
        "requiredDuringSchedulingIgnoredDuringExecution" "preferredDuringSchedulingIgnoredDuringExecution"
    ]
    "PreferredSchedulingTerm": ["weight" "preference"]
    "WeightedPodAffinityTerm": ["weight" "podAffinityTerm"]
    "PodAffinityTerm": [
        "labelSelector" "matchLabelKeys" "mismatchLabelKeys" "namespaces" "namespaceSelector" "topologyKey"
    ]
    "NodeSelectorRequirement": ["key" "operator" "values"]

    // The container.
    "Container": [
        "name" "image" "imagePullPolicy" "restartPolicy" "restartPolicyRules" "command" "args" "workingDir"
        "ports" "envFrom" "env" "resources" "resizePolicy" "volumeMounts" "volumeDevices"
        "startupProbe" "livenessProbe" "readinessProbe" "lifecycle"
        "terminationMessagePath" "terminationMessagePolicy" "securityContext" "stdin" "stdinOnce" "tty"
    ]
    "EphemeralContainer": [
        "name" "image" "imagePullPolicy" "targetContainerName" "restartPolicy" "restartPolicyRules"
        "command" "args" "workingDir"
        "ports" "envFrom" "env" "resources" "resizePolicy" "volumeMounts" "volumeDevices"
        "startupProbe" "livenessProbe" "readinessProbe" "lifecycle"
        "terminationMessagePath" "terminationMessagePolicy" "securityContext" "stdin" "stdinOnce" "tty"
    ]
    "ContainerPort": ["name" "containerPort" "protocol" "hostPort" "hostIP"]
    "EnvVar": ["name" "value" "valueFrom"]
    "EnvVarSource": ["configMapKeyRef" "fieldRef" "fileKeyRef" "resourceFieldRef" "secretKeyRef"]
    "EnvFromSource": ["prefix" "configMapRef" "secretRef"]
    "ConfigMapEnvSource": ["name" "optional"]
    "SecretEnvSource": ["name" "optional"]
    "ConfigMapKeySelector": ["name" "key" "optional"]
    "SecretKeySelector": ["name" "key" "optional"]
    "FileKeySelector": ["volumeName" "path" "key" "optional"]
    "ObjectFieldSelector": ["apiVersion" "fieldPath"]
    "ResourceFieldSelector": ["containerName" "resource" "divisor"]
    "ResourceRequirements": ["requests" "limits" "claims"]
    "VolumeMount": [
        "name" "mountPath" "subPath" "subPathExpr" "readOnly" "recursiveReadOnly" "mountPropagation"
        "bindMountOptions"
    ]
    "VolumeDevice": ["name" "devicePath"]
    "Probe": [
        "exec" "grpc" "httpGet" "tcpSocket" "initialDelaySeconds" "periodSeconds" "timeoutSeconds"
        "successThreshold" "failureThreshold" "terminationGracePeriodSeconds"
    ]
    "Lifecycle": ["postStart" "preStop" "stopSignal"]
    "LifecycleHandler": ["exec" "httpGet" "sleep" "tcpSocket"]
    "ExecAction": ["command"]
    "HTTPGetAction": ["path" "port" "scheme" "protocol" "host" "httpHeaders"]
    "HTTPHeader": ["name" "value"]
    "TCPSocketAction": ["port" "host"]
    "GRPCAction": ["port" "service" "mode"]
    "SecurityContext": [
        "runAsNonRoot" "runAsUser" "runAsGroup" "privileged" "allowPrivilegeEscalation" "readOnlyRootFilesystem"
        "capabilities" "procMount" "seccompProfile" "appArmorProfile" "seLinuxOptions" "windowsOptions"
    ]
    "Capabilities": ["add" "drop"]
    "SeccompProfile": ["type" "localhostProfile"]
    "AppArmorProfile": ["type" "localhostProfile"]
    "SELinuxOptions": ["user" "role" "type" "level"]

    // Volumes.
    "Volume": [
        "name" "awsElasticBlockStore" "azureDisk" "azureFile" "cephfs" "cinder" "configMap" "csi" "downwardAPI"
        "emptyDir" "ephemeral" "fc" "flexVolume" "flocker" "gcePersistentDisk" "gitRepo" "glusterfs" "hostPath"
        "image" "iscsi" "nfs" "persistentVolumeClaim" "photonPersistentDisk" "portworxVolume" "projected"
        "quobyte" "rbd" "scaleIO" "secret" "storageos" "vsphereVolume"
    ]
    "EmptyDirVolumeSource": ["medium" "sizeLimit" "mode"]
    "ConfigMapVolumeSource": ["name" "items" "defaultMode" "defaultUser" "optional"]
    "SecretVolumeSource": ["secretName" "items" "defaultMode" "defaultUser" "optional"]
    "DownwardAPIVolumeSource": ["items" "defaultMode" "defaultUser"]
    "DownwardAPIVolumeFile": ["path" "fieldRef" "resourceFieldRef" "mode" "user"]
    "KeyToPath": ["key" "path" "mode" "user"]
    "ProjectedVolumeSource": ["sources" "defaultMode" "defaultUser"]
    "ConfigMapProjection": ["name" "items" "optional"]
    "SecretProjection": ["name" "items" "optional"]
    "ServiceAccountTokenProjection": ["path" "audience" "expirationSeconds" "user"]
    "ClusterTrustBundleProjection": ["name" "signerName" "labelSelector" "path" "optional" "user"]
    "PodCertificateProjection": [
        "signerName" "keyType" "maxExpirationSeconds" "credentialBundlePath" "keyPath" "certificateChainPath"
        "userAnnotations" "user"
    ]
    "CSIVolumeSource": ["driver" "fsType" "readOnly" "volumeAttributes" "nodePublishSecretRef"]
    "NFSVolumeSource": ["server" "path" "readOnly"]
    "ImageVolumeSource": ["reference" "pullPolicy"]
    "PersistentVolumeClaimVolumeSource": ["claimName" "readOnly"]
    "PersistentVolumeClaimSpec": [
        "accessModes" "volumeMode" "storageClassName" "volumeAttributesClassName" "resources" "volumeName"
        "selector" "dataSource" "dataSourceRef"
    ]
    "VolumeResourceRequirements": ["requests" "limits"]

    // Workloads.
    "DeploymentSpec": [
        "replicas" "selector" "strategy" "minReadySeconds" "progressDeadlineSeconds" "revisionHistoryLimit"
        "paused" "*" "template"
    ]
    "DeploymentStrategy": ["type" "rollingUpdate"]
    "StatefulSetSpec": [
        "replicas" "serviceName" "selector" "updateStrategy" "podManagementPolicy" "ordinals" "minReadySeconds"
        "revisionHistoryLimit" "persistentVolumeClaimRetentionPolicy" "*" "template" "volumeClaimTemplates"
    ]
    "StatefulSetUpdateStrategy": ["type" "rollingUpdate"]
    "RollingUpdateStatefulSetStrategy": ["partition" "maxUnavailable"]
    "DaemonSetSpec": ["selector" "updateStrategy" "minReadySeconds" "revisionHistoryLimit" "*" "template"]
    "DaemonSetUpdateStrategy": ["type" "rollingUpdate"]
    "ReplicaSetSpec": ["replicas" "selector" "minReadySeconds" "*" "template"]
    "ReplicationControllerSpec": ["replicas" "selector" "minReadySeconds" "*" "template"]
    "JobSpec": [
        "completionMode" "completions" "parallelism" "suspend" "activeDeadlineSeconds" "ttlSecondsAfterFinished"
        "backoffLimit" "backoffLimitPerIndex" "maxFailedIndexes" "podFailurePolicy" "successPolicy"
        "podReplacementPolicy" "managedBy" "scheduling" "manualSelector" "selector" "*" "template"
    ]
    "JobTemplateSpec": ["metadata" "spec"]
    "PodFailurePolicyOnPodConditionsPattern": ["type" "status"]
    "CronJobSpec": [
        "schedule" "timeZone" "concurrencyPolicy" "startingDeadlineSeconds" "suspend"
        "successfulJobsHistoryLimit" "failedJobsHistoryLimit" "*" "jobTemplate"
    ]

    // What stands around workloads.
    "ServiceSpec": [
        "type" "selector" "ports" "clusterIP" "clusterIPs" "ipFamilyPolicy" "ipFamilies" "externalName"
        "externalIPs" "externalTrafficPolicy" "internalTrafficPolicy" "trafficDistribution"
        "sessionAffinity" "sessionAffinityConfig" "publishNotReadyAddresses" "allocateLoadBalancerNodePorts"
        "loadBalancerClass" "loadBalancerIP" "loadBalancerSourceRanges" "healthCheckNodePort"
    ]
    "ServicePort": ["name" "port" "targetPort" "protocol" "appProtocol" "nodePort"]
    "IngressSpec": ["ingressClassName" "defaultBackend" "tls" "rules"]
    "HTTPIngressPath": ["path" "pathType" "backend"]
    "HorizontalPodAutoscalerSpec": ["scaleTargetRef" "minReplicas" "maxReplicas" "metrics" "behavior"]
    "MetricSpec": ["type" "*"]
    "MetricTarget": ["type" "*"]
    "HPAScalingRules": ["stabilizationWindowSeconds" "selectPolicy" "policies" "tolerance"]
    "HPAScalingPolicy": ["type" "value" "periodSeconds"]
    "PodDisruptionBudgetSpec": ["minAvailable" "maxUnavailable" "selector" "unhealthyPodEvictionPolicy"]
    "NetworkPolicySpec": ["podSelector" "policyTypes" "ingress" "egress"]
    "NetworkPolicyEgressRule": ["to" "ports"]
    "NetworkPolicyPort": ["protocol" "port" "endPort"]
    "PolicyRule": ["apiGroups" "resources" "resourceNames" "nonResourceURLs" "verbs"]
    "RoleRef": ["apiGroup" "kind" "name"]
    "Subject": ["kind" "name" "namespace" "apiGroup"]
}

/// Fields that the API server takes as absent when they are empty, and that tools fill with emptiness.
///
/// All else that is empty may carry a meaning (`emptyDir: {}`, `podSelector: {}`) and is written.
const fn is_noise_when_empty(name: &str, key: &str) -> bool {
    match key.as_bytes() {
        b"resources" => matches!(name.as_bytes(), b"Container" | b"PodSpec"),
        b"creationTimestamp" => matches!(name.as_bytes(), b"ObjectMeta"),
        b"status" => is_object(name.as_bytes()),
        _ => false,
    }
}

const fn is_object(name: &[u8]) -> bool {
    matches!(
        name,
        b"Pod"
            | b"Deployment"
            | b"StatefulSet"
            | b"DaemonSet"
            | b"ReplicaSet"
            | b"ReplicationController"
            | b"Job"
            | b"CronJob"
            | b"Service"
            | b"Namespace"
            | b"PersistentVolume"
            | b"PersistentVolumeClaim"
            | b"Ingress"
            | b"HorizontalPodAutoscaler"
            | b"PodDisruptionBudget"
    )
}

const fn by_name<const N: usize>(name: &str, published: [&'static str; N]) -> [Key; N] {
    let mut keys = [Key { name: "", rank: 0, is_noise_when_empty: false }; N];
    let mut count = 0;
    while count < N {
        let key = published[count];
        let mut at = count;
        while at > 0 && is_less(key, keys[at - 1].name) {
            keys[at] = keys[at - 1];
            at -= 1;
        }
        keys[at] =
            Key { name: key, rank: narrow(count), is_noise_when_empty: is_noise_when_empty(name, key) };
        count += 1;
    }
    keys
}

const fn rest(published: &[&str]) -> u8 {
    let mut at = 0;
    while at < published.len() {
        if published[at].len() == REST.len() && published[at].as_bytes()[0] == REST.as_bytes()[0] {
            return narrow(at);
        }
        at += 1;
    }
    narrow(published.len())
}

#[expect(clippy::cast_possible_truncation, reason = "asserted in the line above the cast")]
const fn narrow(number: usize) -> u8 {
    assert!(number < EMPTY as usize);
    number as u8
}

const fn is_less(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() {
        if left[at] != right[at] {
            return left[at] < right[at];
        }
        at += 1;
    }
    left.len() < right.len()
}

const SLOTS: usize = 512;
const EMPTY: u8 = u8::MAX;

/// Where in [`ORDERS`] the struct of a hash is; collisions go on to the next slot.
static INDEX: [u8; SLOTS] = index();

const fn index() -> [u8; SLOTS] {
    let mut slots = [EMPTY; SLOTS];
    let mut at = 0;
    while at < ORDERS.len() {
        let mut slot = hash(ORDERS[at].name);
        while slots[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = narrow(at);
        at += 1;
    }
    slots
}

const fn hash(name: &str) -> usize {
    let name = name.as_bytes();
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) =
        (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    (name.len() * 67 + first * 31 + middle * 7 + last * 3) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page that the docs show, made from the lists above.
    fn page() -> String {
        let mut page = String::from(
            "# The order of keys\n\n\
             | structs | their keys, in the order in which they are written |\n\
             | --- | --- |\n\
             | any other | `apiVersion`, `kind`, `metadata`, `name`, then the rest in alphabetical order |\n",
        );
        let mut left: Vec<_> = PUBLISHED.iter().collect();
        while let [(_, keys), ..] = left[..] {
            let alike = left.extract_if(.., |other| other.1 == *keys).map(|(name, _)| format!("`{name}`"));
            let alike = alike.collect::<Vec<_>>().join(", ");
            let keys =
                keys.iter().map(|key| if *key == REST { "the rest".into() } else { format!("`{key}`") });
            page.extend(["| ", &alike, " | ", &keys.collect::<Vec<_>>().join(", "), " |\n"]);
        }
        page
    }

    #[test]
    fn the_published_table_is_the_one_in_use() {
        assert_eq!(
            include_str!("KEY_ORDER.md"),
            page(),
            "src/manifest/KEY_ORDER.md is to be replaced by:\n{}",
            page()
        );
    }

    #[test]
    fn every_struct_is_found_by_its_name() {
        for (name, keys) in PUBLISHED {
            let order = of(name);
            assert_eq!(order.name, *name);
            assert_eq!(order.keys.len(), keys.len());
            assert!(order.keys.is_sorted_by(|a, b| a.name < b.name), "{name} has a key twice");
        }
        assert_eq!(of("Widget").name, "any other");
        assert_eq!(of("").name, "any other");
    }

    #[test]
    fn every_known_key_may_stand_without_quotes() {
        for key in ORDERS.iter().flat_map(|order| order.keys).filter(|key| key.name != REST) {
            assert!(
                key.name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && key.name.len() > 1,
                "{}",
                key.name
            );
            assert!(super::super::yaml::is_plain(key.name), "{}", key.name);
        }
    }

    #[test]
    fn keys_are_found_in_any_order() {
        let mut cursor = Cursor::new(of("Container"));
        for (key, rank) in [("image", 1), ("name", 0), ("workingDir", 7), ("args", 6), ("args", 6)] {
            assert_eq!(cursor.find(key).rank, rank, "{key}");
        }
        assert!(!cursor.find("new").is_known);
        assert_eq!(usize::from(cursor.find("new").rank), of("Container").keys.len());
        assert!(
            Cursor::new(of("PodSpec")).find("new").rank < Cursor::new(of("PodSpec")).find("volumes").rank
        );
    }
}
