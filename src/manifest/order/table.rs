//! The published order, struct by struct.

use super::{KEY_SLOTS, Key, Order, keys, rest, slots};
use crate::kind;

macro_rules! orders {
    ($($name:literal: [$($key:literal)*])*) => {
        /// The structs that have an order of their own.
        pub(super) static ORDERS: &[Order] = &[$(orders!(@one $name [$($key)*])),*];

        /// The keys of each struct, in the order in which they are written.
        #[cfg(test)]
        pub(super) const PUBLISHED: &[(&str, &[&str])] = &[$(($name, &[$($key),*])),*];
    };
    (@one $name:literal [$($key:literal)*]) => {
        Order {
            name: $name,
            keys: { const KEYS: &[Key] = &keys($name, [$($key),*]); KEYS },
            slots: {
                const KEY_OF: &[u8; KEY_SLOTS] = &slots(&keys($name, [$($key),*]));
                KEY_OF
            },
            rest: const { rest(&[$($key),*]) },
        }
    };
}

/// The order of all other structs: the identity of the object comes first.
pub(super) static ANY: Order = orders!(@one "any other" ["apiVersion" "kind" "metadata" "name"]);

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

    // Objects beside workloads.
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

/// Returns whether a field is left out if it is empty: the API server reads an empty value like a missing one.
///
/// Other empty values may have a meaning (`emptyDir: {}`, `podSelector: {}`) and are written.
pub(super) const fn is_noise_when_empty(name: &str, key: &str) -> bool {
    match key.as_bytes() {
        b"resources" => matches!(name.as_bytes(), b"Container" | b"PodSpec"),
        b"creationTimestamp" => matches!(name.as_bytes(), b"ObjectMeta"),
        b"status" => kind::has_status(name),
        _ => false,
    }
}
