//! The fields that need more than equality, as the published schema of Kubernetes has them.
//!
//! `tests/oracle/lists/lists.sh` writes this file.

use super::{Shape, Type};

/// The type of each kind: its group, its name.
pub(super) static KINDS: &[(&str, &str, &Type)] = &[
    ("", "ComponentStatus", &CORE_V1_COMPONENT_STATUS),
    ("", "ConfigMap", &CORE_V1_CONFIG_MAP),
    ("", "Endpoints", &CORE_V1_ENDPOINTS),
    ("", "Event", &CORE_V1_EVENT),
    ("", "LimitRange", &CORE_V1_LIMIT_RANGE),
    ("", "Namespace", &CORE_V1_NAMESPACE),
    ("", "Node", &CORE_V1_NODE),
    ("", "PersistentVolumeClaim", &CORE_V1_PERSISTENT_VOLUME_CLAIM),
    ("", "PersistentVolume", &CORE_V1_PERSISTENT_VOLUME),
    ("", "PodTemplate", &CORE_V1_POD_TEMPLATE),
    ("", "Pod", &CORE_V1_POD),
    ("", "ReplicationController", &CORE_V1_REPLICATION_CONTROLLER),
    ("", "ResourceQuota", &CORE_V1_RESOURCE_QUOTA),
    ("", "Secret", &CORE_V1_SECRET),
    ("", "ServiceAccount", &CORE_V1_SERVICE_ACCOUNT),
    ("", "Service", &CORE_V1_SERVICE),
    (
        "admissionregistration.k8s.io",
        "MutatingAdmissionPolicyBinding",
        &ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_BINDING,
    ),
    (
        "admissionregistration.k8s.io",
        "MutatingAdmissionPolicy",
        &ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY,
    ),
    (
        "admissionregistration.k8s.io",
        "MutatingWebhookConfiguration",
        &ADMISSIONREGISTRATION_V1_MUTATING_WEBHOOK_CONFIGURATION,
    ),
    (
        "admissionregistration.k8s.io",
        "ValidatingAdmissionPolicyBinding",
        &ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_BINDING,
    ),
    (
        "admissionregistration.k8s.io",
        "ValidatingAdmissionPolicy",
        &ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY,
    ),
    (
        "admissionregistration.k8s.io",
        "ValidatingWebhookConfiguration",
        &ADMISSIONREGISTRATION_V1_VALIDATING_WEBHOOK_CONFIGURATION,
    ),
    ("apps", "ControllerRevision", &APPS_V1_CONTROLLER_REVISION),
    ("apps", "DaemonSet", &APPS_V1_DAEMON_SET),
    ("apps", "Deployment", &APPS_V1_DEPLOYMENT),
    ("apps", "ReplicaSet", &APPS_V1_REPLICA_SET),
    ("apps", "StatefulSet", &APPS_V1_STATEFUL_SET),
    ("autoscaling", "HorizontalPodAutoscaler", &AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER),
    ("batch", "CronJob", &BATCH_V1_CRON_JOB),
    ("batch", "Job", &BATCH_V1_JOB),
    ("certificates.k8s.io", "CertificateSigningRequest", &CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST),
    ("certificates.k8s.io", "ClusterTrustBundle", &CERTIFICATES_V1_CLUSTER_TRUST_BUNDLE),
    ("certificates.k8s.io", "PodCertificateRequest", &CERTIFICATES_V1_POD_CERTIFICATE_REQUEST),
    ("coordination.k8s.io", "Lease", &COORDINATION_V1_LEASE),
    ("discovery.k8s.io", "EndpointSlice", &DISCOVERY_V1_ENDPOINT_SLICE),
    ("events.k8s.io", "Event", &EVENTS_V1_EVENT),
    ("flowcontrol.apiserver.k8s.io", "FlowSchema", &FLOWCONTROL_V1_FLOW_SCHEMA),
    (
        "flowcontrol.apiserver.k8s.io",
        "PriorityLevelConfiguration",
        &FLOWCONTROL_V1_PRIORITY_LEVEL_CONFIGURATION,
    ),
    ("networking.k8s.io", "IPAddress", &NETWORKING_V1_IP_ADDRESS),
    ("networking.k8s.io", "IngressClass", &NETWORKING_V1_INGRESS_CLASS),
    ("networking.k8s.io", "Ingress", &NETWORKING_V1_INGRESS),
    ("networking.k8s.io", "NetworkPolicy", &NETWORKING_V1_NETWORK_POLICY),
    ("networking.k8s.io", "ServiceCIDR", &NETWORKING_V1_SERVICE_CIDR),
    ("node.k8s.io", "RuntimeClass", &NODE_V1_RUNTIME_CLASS),
    ("policy", "Eviction", &POLICY_V1_EVICTION),
    ("policy", "PodDisruptionBudget", &POLICY_V1_POD_DISRUPTION_BUDGET),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding", &RBAC_V1_CLUSTER_ROLE_BINDING),
    ("rbac.authorization.k8s.io", "ClusterRole", &RBAC_V1_CLUSTER_ROLE),
    ("rbac.authorization.k8s.io", "RoleBinding", &RBAC_V1_ROLE_BINDING),
    ("rbac.authorization.k8s.io", "Role", &RBAC_V1_ROLE),
    ("resource.k8s.io", "DeviceClass", &RESOURCE_V1_DEVICE_CLASS),
    ("resource.k8s.io", "DeviceTaintRule", &RESOURCE_V1_DEVICE_TAINT_RULE),
    ("resource.k8s.io", "ResourceClaimTemplate", &RESOURCE_V1_RESOURCE_CLAIM_TEMPLATE),
    ("resource.k8s.io", "ResourceClaim", &RESOURCE_V1_RESOURCE_CLAIM),
    ("resource.k8s.io", "ResourceSlice", &RESOURCE_V1_RESOURCE_SLICE),
    ("scheduling.k8s.io", "PriorityClass", &SCHEDULING_V1_PRIORITY_CLASS),
    ("storage.k8s.io", "CSIDriver", &STORAGE_V1_CSI_DRIVER),
    ("storage.k8s.io", "CSINode", &STORAGE_V1_CSI_NODE),
    ("storage.k8s.io", "CSIStorageCapacity", &STORAGE_V1_CSI_STORAGE_CAPACITY),
    ("storage.k8s.io", "StorageClass", &STORAGE_V1_STORAGE_CLASS),
    ("storage.k8s.io", "VolumeAttachment", &STORAGE_V1_VOLUME_ATTACHMENT),
    ("storage.k8s.io", "VolumeAttributesClass", &STORAGE_V1_VOLUME_ATTRIBUTES_CLASS),
    ("storagemigration.k8s.io", "StorageVersionMigration", &STORAGEMIGRATION_V1_STORAGE_VERSION_MIGRATION),
];

static PLAIN: Type = Type(&[]);

static ADMISSIONREGISTRATION_V1_MATCH_RESOURCES: Type = Type(&[
    ("namespaceSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("objectSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_SPEC)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_BINDING: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_BINDING_SPEC)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_BINDING_SPEC: Type = Type(&[
    ("matchResources", Shape::Struct(&ADMISSIONREGISTRATION_V1_MATCH_RESOURCES)),
    ("paramRef", Shape::Struct(&ADMISSIONREGISTRATION_V1_PARAM_REF)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_ADMISSION_POLICY_SPEC: Type = Type(&[
    ("matchConditions", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("matchConstraints", Shape::Struct(&ADMISSIONREGISTRATION_V1_MATCH_RESOURCES)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_WEBHOOK: Type = Type(&[
    ("matchConditions", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("namespaceSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("objectSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static ADMISSIONREGISTRATION_V1_MUTATING_WEBHOOK_CONFIGURATION: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("webhooks", Shape::Keyed(&[("name", "")], &ADMISSIONREGISTRATION_V1_MUTATING_WEBHOOK)),
]);

static ADMISSIONREGISTRATION_V1_PARAM_REF: Type =
    Type(&[("selector", Shape::Struct(&META_V1_LABEL_SELECTOR))]);

static ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_SPEC)),
    ("status", Shape::Struct(&ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_STATUS)),
]);

static ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_BINDING: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_BINDING_SPEC)),
]);

static ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_BINDING_SPEC: Type = Type(&[
    ("matchResources", Shape::Struct(&ADMISSIONREGISTRATION_V1_MATCH_RESOURCES)),
    ("paramRef", Shape::Struct(&ADMISSIONREGISTRATION_V1_PARAM_REF)),
    ("validationActions", Shape::Set),
]);

static ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_SPEC: Type = Type(&[
    ("matchConditions", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("matchConstraints", Shape::Struct(&ADMISSIONREGISTRATION_V1_MATCH_RESOURCES)),
    ("variables", Shape::Keyed(&[("name", "")], &PLAIN)),
]);

static ADMISSIONREGISTRATION_V1_VALIDATING_ADMISSION_POLICY_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static ADMISSIONREGISTRATION_V1_VALIDATING_WEBHOOK: Type = Type(&[
    ("matchConditions", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("namespaceSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("objectSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static ADMISSIONREGISTRATION_V1_VALIDATING_WEBHOOK_CONFIGURATION: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("webhooks", Shape::Keyed(&[("name", "")], &ADMISSIONREGISTRATION_V1_VALIDATING_WEBHOOK)),
]);

static APPS_V1_CONTROLLER_REVISION: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static APPS_V1_DAEMON_SET: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&APPS_V1_DAEMON_SET_SPEC)),
    ("status", Shape::Struct(&APPS_V1_DAEMON_SET_STATUS)),
]);

static APPS_V1_DAEMON_SET_SPEC: Type = Type(&[
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
]);

static APPS_V1_DAEMON_SET_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static APPS_V1_DEPLOYMENT: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&APPS_V1_DEPLOYMENT_SPEC)),
    ("status", Shape::Struct(&APPS_V1_DEPLOYMENT_STATUS)),
]);

static APPS_V1_DEPLOYMENT_SPEC: Type = Type(&[
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
]);

static APPS_V1_DEPLOYMENT_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static APPS_V1_REPLICA_SET: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&APPS_V1_REPLICA_SET_SPEC)),
    ("status", Shape::Struct(&APPS_V1_REPLICA_SET_STATUS)),
]);

static APPS_V1_REPLICA_SET_SPEC: Type = Type(&[
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
]);

static APPS_V1_REPLICA_SET_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static APPS_V1_STATEFUL_SET: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&APPS_V1_STATEFUL_SET_SPEC)),
    ("status", Shape::Struct(&APPS_V1_STATEFUL_SET_STATUS)),
]);

static APPS_V1_STATEFUL_SET_SPEC: Type = Type(&[
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
    ("volumeClaimTemplates", Shape::Atomic(&Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_CLAIM))),
]);

static APPS_V1_STATEFUL_SET_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static AUTOSCALING_V2_CONTAINER_RESOURCE_METRIC_SOURCE: Type =
    Type(&[("target", Shape::Struct(&AUTOSCALING_V2_METRIC_TARGET))]);

static AUTOSCALING_V2_CONTAINER_RESOURCE_METRIC_STATUS: Type =
    Type(&[("current", Shape::Struct(&AUTOSCALING_V2_METRIC_VALUE_STATUS))]);

static AUTOSCALING_V2_EXTERNAL_METRIC_SOURCE: Type = Type(&[
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
    ("target", Shape::Struct(&AUTOSCALING_V2_METRIC_TARGET)),
]);

static AUTOSCALING_V2_EXTERNAL_METRIC_STATUS: Type = Type(&[
    ("current", Shape::Struct(&AUTOSCALING_V2_METRIC_VALUE_STATUS)),
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
]);

static AUTOSCALING_V2_HPA_SCALING_RULES: Type = Type(&[("tolerance", Shape::Quantity)]);

static AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_SPEC)),
    ("status", Shape::Struct(&AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_STATUS)),
]);

static AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_BEHAVIOR: Type = Type(&[
    ("scaleDown", Shape::Struct(&AUTOSCALING_V2_HPA_SCALING_RULES)),
    ("scaleUp", Shape::Struct(&AUTOSCALING_V2_HPA_SCALING_RULES)),
]);

static AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_SPEC: Type = Type(&[
    ("behavior", Shape::Struct(&AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_BEHAVIOR)),
    ("metrics", Shape::Atomic(&Shape::Struct(&AUTOSCALING_V2_METRIC_SPEC))),
]);

static AUTOSCALING_V2_HORIZONTAL_POD_AUTOSCALER_STATUS: Type = Type(&[
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("currentMetrics", Shape::Atomic(&Shape::Struct(&AUTOSCALING_V2_METRIC_STATUS))),
]);

static AUTOSCALING_V2_METRIC_IDENTIFIER: Type = Type(&[("selector", Shape::Struct(&META_V1_LABEL_SELECTOR))]);

static AUTOSCALING_V2_METRIC_SPEC: Type = Type(&[
    ("containerResource", Shape::Struct(&AUTOSCALING_V2_CONTAINER_RESOURCE_METRIC_SOURCE)),
    ("external", Shape::Struct(&AUTOSCALING_V2_EXTERNAL_METRIC_SOURCE)),
    ("object", Shape::Struct(&AUTOSCALING_V2_OBJECT_METRIC_SOURCE)),
    ("pods", Shape::Struct(&AUTOSCALING_V2_PODS_METRIC_SOURCE)),
    ("resource", Shape::Struct(&AUTOSCALING_V2_RESOURCE_METRIC_SOURCE)),
]);

static AUTOSCALING_V2_METRIC_STATUS: Type = Type(&[
    ("containerResource", Shape::Struct(&AUTOSCALING_V2_CONTAINER_RESOURCE_METRIC_STATUS)),
    ("external", Shape::Struct(&AUTOSCALING_V2_EXTERNAL_METRIC_STATUS)),
    ("object", Shape::Struct(&AUTOSCALING_V2_OBJECT_METRIC_STATUS)),
    ("pods", Shape::Struct(&AUTOSCALING_V2_PODS_METRIC_STATUS)),
    ("resource", Shape::Struct(&AUTOSCALING_V2_RESOURCE_METRIC_STATUS)),
]);

static AUTOSCALING_V2_METRIC_TARGET: Type =
    Type(&[("averageValue", Shape::Quantity), ("value", Shape::Quantity)]);

static AUTOSCALING_V2_METRIC_VALUE_STATUS: Type =
    Type(&[("averageValue", Shape::Quantity), ("value", Shape::Quantity)]);

static AUTOSCALING_V2_OBJECT_METRIC_SOURCE: Type = Type(&[
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
    ("target", Shape::Struct(&AUTOSCALING_V2_METRIC_TARGET)),
]);

static AUTOSCALING_V2_OBJECT_METRIC_STATUS: Type = Type(&[
    ("current", Shape::Struct(&AUTOSCALING_V2_METRIC_VALUE_STATUS)),
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
]);

static AUTOSCALING_V2_PODS_METRIC_SOURCE: Type = Type(&[
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
    ("target", Shape::Struct(&AUTOSCALING_V2_METRIC_TARGET)),
]);

static AUTOSCALING_V2_PODS_METRIC_STATUS: Type = Type(&[
    ("current", Shape::Struct(&AUTOSCALING_V2_METRIC_VALUE_STATUS)),
    ("metric", Shape::Struct(&AUTOSCALING_V2_METRIC_IDENTIFIER)),
]);

static AUTOSCALING_V2_RESOURCE_METRIC_SOURCE: Type =
    Type(&[("target", Shape::Struct(&AUTOSCALING_V2_METRIC_TARGET))]);

static AUTOSCALING_V2_RESOURCE_METRIC_STATUS: Type =
    Type(&[("current", Shape::Struct(&AUTOSCALING_V2_METRIC_VALUE_STATUS))]);

static BATCH_V1_CRON_JOB: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&BATCH_V1_CRON_JOB_SPEC)),
]);

static BATCH_V1_CRON_JOB_SPEC: Type = Type(&[("jobTemplate", Shape::Struct(&BATCH_V1_JOB_TEMPLATE_SPEC))]);

static BATCH_V1_JOB: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&BATCH_V1_JOB_SPEC)),
    ("status", Shape::Struct(&BATCH_V1_JOB_STATUS)),
]);

static BATCH_V1_JOB_SCHEDULING_CONFIGURATION: Type = Type(&[
    ("disruptionMode", Shape::Struct(&SCHEDULING_V1ALPHA3_WORKLOAD_POD_GROUP_DISRUPTION_MODE)),
    ("resourceClaims", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("schedulingPolicy", Shape::Struct(&SCHEDULING_V1ALPHA3_WORKLOAD_POD_GROUP_SCHEDULING_POLICY)),
]);

static BATCH_V1_JOB_SPEC: Type = Type(&[
    ("podFailurePolicy", Shape::Struct(&BATCH_V1_POD_FAILURE_POLICY)),
    ("scheduling", Shape::Struct(&BATCH_V1_JOB_SCHEDULING_CONFIGURATION)),
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
]);

static BATCH_V1_JOB_STATUS: Type =
    Type(&[("uncountedTerminatedPods", Shape::Struct(&BATCH_V1_UNCOUNTED_TERMINATED_PODS))]);

static BATCH_V1_JOB_TEMPLATE_SPEC: Type =
    Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META)), ("spec", Shape::Struct(&BATCH_V1_JOB_SPEC))]);

static BATCH_V1_POD_FAILURE_POLICY: Type =
    Type(&[("rules", Shape::Atomic(&Shape::Struct(&BATCH_V1_POD_FAILURE_POLICY_RULE)))]);

static BATCH_V1_POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT: Type = Type(&[("values", Shape::Set)]);

static BATCH_V1_POD_FAILURE_POLICY_RULE: Type =
    Type(&[("onExitCodes", Shape::Struct(&BATCH_V1_POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT))]);

static BATCH_V1_UNCOUNTED_TERMINATED_PODS: Type = Type(&[("failed", Shape::Set), ("succeeded", Shape::Set)]);

static CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST_SPEC)),
    ("status", Shape::Struct(&CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST_STATUS)),
]);

static CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST_SPEC: Type = Type(&[("extra", Shape::Map(&Shape::Plain))]);

static CERTIFICATES_V1_CERTIFICATE_SIGNING_REQUEST_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static CERTIFICATES_V1_CLUSTER_TRUST_BUNDLE: Type =
    Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static CERTIFICATES_V1_POD_CERTIFICATE_REQUEST: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CERTIFICATES_V1_POD_CERTIFICATE_REQUEST_SPEC)),
    ("status", Shape::Struct(&CERTIFICATES_V1_POD_CERTIFICATE_REQUEST_STATUS)),
]);

static CERTIFICATES_V1_POD_CERTIFICATE_REQUEST_SPEC: Type =
    Type(&[("unverifiedUserAnnotations", Shape::Map(&Shape::Plain))]);

static CERTIFICATES_V1_POD_CERTIFICATE_REQUEST_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static COORDINATION_V1_LEASE: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static CORE_V1_AFFINITY: Type = Type(&[
    ("podAffinity", Shape::Struct(&CORE_V1_POD_AFFINITY)),
    ("podAntiAffinity", Shape::Struct(&CORE_V1_POD_ANTI_AFFINITY)),
]);

static CORE_V1_CSI_PERSISTENT_VOLUME_SOURCE: Type = Type(&[("volumeAttributes", Shape::Map(&Shape::Plain))]);

static CORE_V1_CSI_VOLUME_SOURCE: Type = Type(&[("volumeAttributes", Shape::Map(&Shape::Plain))]);

static CORE_V1_CLUSTER_TRUST_BUNDLE_PROJECTION: Type =
    Type(&[("labelSelector", Shape::Struct(&META_V1_LABEL_SELECTOR))]);

static CORE_V1_COMPONENT_STATUS: Type = Type(&[
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
]);

static CORE_V1_CONFIG_MAP: Type = Type(&[
    ("binaryData", Shape::Map(&Shape::Plain)),
    ("data", Shape::Map(&Shape::Plain)),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
]);

static CORE_V1_CONTAINER: Type = Type(&[
    ("env", Shape::Keyed(&[("name", "")], &CORE_V1_ENV_VAR)),
    ("ports", Shape::Keyed(&[("containerPort", "0"), ("protocol", "TCP")], &PLAIN)),
    ("resources", Shape::Struct(&CORE_V1_RESOURCE_REQUIREMENTS)),
    ("restartPolicyRules", Shape::Atomic(&Shape::Struct(&CORE_V1_CONTAINER_RESTART_RULE))),
    ("volumeDevices", Shape::Keyed(&[("devicePath", "")], &PLAIN)),
    ("volumeMounts", Shape::Keyed(&[("mountPath", "")], &CORE_V1_VOLUME_MOUNT)),
]);

static CORE_V1_CONTAINER_RESTART_RULE: Type =
    Type(&[("exitCodes", Shape::Struct(&CORE_V1_CONTAINER_RESTART_RULE_ON_EXIT_CODES))]);

static CORE_V1_CONTAINER_RESTART_RULE_ON_EXIT_CODES: Type = Type(&[("values", Shape::Set)]);

static CORE_V1_CONTAINER_STATUS: Type = Type(&[
    ("allocatedResources", Shape::Map(&Shape::Quantity)),
    ("allocatedResourcesStatus", Shape::Keyed(&[("name", "")], &CORE_V1_RESOURCE_STATUS)),
    ("resources", Shape::Struct(&CORE_V1_RESOURCE_REQUIREMENTS)),
    ("volumeMounts", Shape::Keyed(&[("mountPath", "")], &PLAIN)),
]);

static CORE_V1_DOWNWARD_API_PROJECTION: Type =
    Type(&[("items", Shape::Atomic(&Shape::Struct(&CORE_V1_DOWNWARD_API_VOLUME_FILE)))]);

static CORE_V1_DOWNWARD_API_VOLUME_FILE: Type =
    Type(&[("resourceFieldRef", Shape::Struct(&CORE_V1_RESOURCE_FIELD_SELECTOR))]);

static CORE_V1_DOWNWARD_API_VOLUME_SOURCE: Type =
    Type(&[("items", Shape::Atomic(&Shape::Struct(&CORE_V1_DOWNWARD_API_VOLUME_FILE)))]);

static CORE_V1_EMPTY_DIR_VOLUME_SOURCE: Type = Type(&[("sizeLimit", Shape::Quantity)]);

static CORE_V1_ENDPOINTS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static CORE_V1_ENV_VAR: Type = Type(&[("valueFrom", Shape::Struct(&CORE_V1_ENV_VAR_SOURCE))]);

static CORE_V1_ENV_VAR_SOURCE: Type =
    Type(&[("resourceFieldRef", Shape::Struct(&CORE_V1_RESOURCE_FIELD_SELECTOR))]);

static CORE_V1_EPHEMERAL_CONTAINER: Type = Type(&[
    ("env", Shape::Keyed(&[("name", "")], &CORE_V1_ENV_VAR)),
    ("ports", Shape::Keyed(&[("containerPort", "0"), ("protocol", "TCP")], &PLAIN)),
    ("resources", Shape::Struct(&CORE_V1_RESOURCE_REQUIREMENTS)),
    ("restartPolicyRules", Shape::Atomic(&Shape::Struct(&CORE_V1_CONTAINER_RESTART_RULE))),
    ("volumeDevices", Shape::Keyed(&[("devicePath", "")], &PLAIN)),
    ("volumeMounts", Shape::Keyed(&[("mountPath", "")], &CORE_V1_VOLUME_MOUNT)),
]);

static CORE_V1_EPHEMERAL_VOLUME_SOURCE: Type =
    Type(&[("volumeClaimTemplate", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_CLAIM_TEMPLATE))]);

static CORE_V1_EVENT: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static CORE_V1_FLEX_PERSISTENT_VOLUME_SOURCE: Type = Type(&[("options", Shape::Map(&Shape::Plain))]);

static CORE_V1_FLEX_VOLUME_SOURCE: Type = Type(&[("options", Shape::Map(&Shape::Plain))]);

static CORE_V1_LIMIT_RANGE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_LIMIT_RANGE_SPEC)),
]);

static CORE_V1_LIMIT_RANGE_ITEM: Type = Type(&[
    ("default", Shape::Map(&Shape::Quantity)),
    ("defaultRequest", Shape::Map(&Shape::Quantity)),
    ("max", Shape::Map(&Shape::Quantity)),
    ("maxLimitRequestRatio", Shape::Map(&Shape::Quantity)),
    ("min", Shape::Map(&Shape::Quantity)),
]);

static CORE_V1_LIMIT_RANGE_SPEC: Type =
    Type(&[("limits", Shape::Atomic(&Shape::Struct(&CORE_V1_LIMIT_RANGE_ITEM)))]);

static CORE_V1_NAMESPACE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("status", Shape::Struct(&CORE_V1_NAMESPACE_STATUS)),
]);

static CORE_V1_NAMESPACE_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static CORE_V1_NODE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_NODE_SPEC)),
    ("status", Shape::Struct(&CORE_V1_NODE_STATUS)),
]);

static CORE_V1_NODE_ALLOCATABLE_MAPPED_RESOURCES: Type = Type(&[("quantity", Shape::Quantity)]);

static CORE_V1_NODE_ALLOCATABLE_OVERHEAD_RESOURCES: Type =
    Type(&[("perContainer", Shape::Quantity), ("perPod", Shape::Quantity)]);

static CORE_V1_NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS: Type = Type(&[
    ("containers", Shape::Set),
    ("mapping", Shape::Keyed(&[("name", "")], &CORE_V1_NODE_ALLOCATABLE_MAPPED_RESOURCES)),
    ("overhead", Shape::Keyed(&[("name", "")], &CORE_V1_NODE_ALLOCATABLE_OVERHEAD_RESOURCES)),
    ("resources", Shape::Map(&Shape::Quantity)),
]);

static CORE_V1_NODE_POD_PREEMPTION_POLICY: Type = Type(&[("disableResizePreemption", Shape::Set)]);

static CORE_V1_NODE_SPEC: Type = Type(&[
    ("podCIDRs", Shape::Set),
    ("podPreemptionPolicy", Shape::Struct(&CORE_V1_NODE_POD_PREEMPTION_POLICY)),
]);

static CORE_V1_NODE_STATUS: Type = Type(&[
    ("addresses", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("allocatable", Shape::Map(&Shape::Quantity)),
    ("capacity", Shape::Map(&Shape::Quantity)),
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
]);

static CORE_V1_PERSISTENT_VOLUME: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_SPEC)),
]);

static CORE_V1_PERSISTENT_VOLUME_CLAIM: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_CLAIM_SPEC)),
    ("status", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_CLAIM_STATUS)),
]);

static CORE_V1_PERSISTENT_VOLUME_CLAIM_SPEC: Type = Type(&[
    ("resources", Shape::Struct(&CORE_V1_VOLUME_RESOURCE_REQUIREMENTS)),
    ("selector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static CORE_V1_PERSISTENT_VOLUME_CLAIM_STATUS: Type = Type(&[
    ("allocatedResourceStatuses", Shape::Map(&Shape::Plain)),
    ("allocatedResources", Shape::Map(&Shape::Quantity)),
    ("capacity", Shape::Map(&Shape::Quantity)),
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("healthStatus", Shape::Struct(&CORE_V1_VOLUME_HEALTH_STATUS)),
]);

static CORE_V1_PERSISTENT_VOLUME_CLAIM_TEMPLATE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_CLAIM_SPEC)),
]);

static CORE_V1_PERSISTENT_VOLUME_SPEC: Type = Type(&[
    ("capacity", Shape::Map(&Shape::Quantity)),
    ("csi", Shape::Struct(&CORE_V1_CSI_PERSISTENT_VOLUME_SOURCE)),
    ("flexVolume", Shape::Struct(&CORE_V1_FLEX_PERSISTENT_VOLUME_SOURCE)),
]);

static CORE_V1_POD: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_POD_SPEC)),
    ("status", Shape::Struct(&CORE_V1_POD_STATUS)),
]);

static CORE_V1_POD_AFFINITY: Type = Type(&[
    (
        "preferredDuringSchedulingIgnoredDuringExecution",
        Shape::Atomic(&Shape::Struct(&CORE_V1_WEIGHTED_POD_AFFINITY_TERM)),
    ),
    (
        "requiredDuringSchedulingIgnoredDuringExecution",
        Shape::Atomic(&Shape::Struct(&CORE_V1_POD_AFFINITY_TERM)),
    ),
]);

static CORE_V1_POD_AFFINITY_TERM: Type = Type(&[
    ("labelSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("namespaceSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static CORE_V1_POD_ANTI_AFFINITY: Type = Type(&[
    (
        "preferredDuringSchedulingIgnoredDuringExecution",
        Shape::Atomic(&Shape::Struct(&CORE_V1_WEIGHTED_POD_AFFINITY_TERM)),
    ),
    (
        "requiredDuringSchedulingIgnoredDuringExecution",
        Shape::Atomic(&Shape::Struct(&CORE_V1_POD_AFFINITY_TERM)),
    ),
]);

static CORE_V1_POD_CERTIFICATE_PROJECTION: Type = Type(&[("userAnnotations", Shape::Map(&Shape::Plain))]);

static CORE_V1_POD_SPEC: Type = Type(&[
    ("affinity", Shape::Struct(&CORE_V1_AFFINITY)),
    ("containers", Shape::Keyed(&[("name", "")], &CORE_V1_CONTAINER)),
    ("ephemeralContainers", Shape::Keyed(&[("name", "")], &CORE_V1_EPHEMERAL_CONTAINER)),
    ("evictionResponders", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("hostAliases", Shape::Keyed(&[("ip", "")], &PLAIN)),
    ("imagePullSecrets", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("initContainers", Shape::Keyed(&[("name", "")], &CORE_V1_CONTAINER)),
    ("nodeSelector", Shape::Map(&Shape::Plain)),
    ("overhead", Shape::Map(&Shape::Quantity)),
    ("resourceClaims", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("resources", Shape::Struct(&CORE_V1_RESOURCE_REQUIREMENTS)),
    ("schedulingGates", Shape::Keyed(&[("name", "")], &PLAIN)),
    (
        "topologySpreadConstraints",
        Shape::Keyed(&[("topologyKey", ""), ("whenUnsatisfiable", "")], &CORE_V1_TOPOLOGY_SPREAD_CONSTRAINT),
    ),
    ("volumes", Shape::Keyed(&[("name", "")], &CORE_V1_VOLUME)),
]);

static CORE_V1_POD_STATUS: Type = Type(&[
    ("allocatedResources", Shape::Map(&Shape::Quantity)),
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("containerStatuses", Shape::Atomic(&Shape::Struct(&CORE_V1_CONTAINER_STATUS))),
    ("ephemeralContainerStatuses", Shape::Atomic(&Shape::Struct(&CORE_V1_CONTAINER_STATUS))),
    ("initContainerStatuses", Shape::Atomic(&Shape::Struct(&CORE_V1_CONTAINER_STATUS))),
    (
        "nodeAllocatableResourceClaimStatuses",
        Shape::Keyed(&[("resourceClaimName", "")], &CORE_V1_NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS),
    ),
    ("podIPs", Shape::Keyed(&[("ip", "")], &PLAIN)),
    ("resourceClaimStatuses", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("resources", Shape::Struct(&CORE_V1_RESOURCE_REQUIREMENTS)),
    ("volumeHealth", Shape::Keyed(&[("name", "")], &CORE_V1_POD_VOLUME_HEALTH)),
]);

static CORE_V1_POD_TEMPLATE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC)),
]);

static CORE_V1_POD_TEMPLATE_SPEC: Type =
    Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META)), ("spec", Shape::Struct(&CORE_V1_POD_SPEC))]);

static CORE_V1_POD_VOLUME_HEALTH: Type =
    Type(&[("healthConditions", Shape::Keyed(&[("status", ""), ("reason", "")], &PLAIN))]);

static CORE_V1_PROJECTED_VOLUME_SOURCE: Type =
    Type(&[("sources", Shape::Atomic(&Shape::Struct(&CORE_V1_VOLUME_PROJECTION)))]);

static CORE_V1_REPLICATION_CONTROLLER: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_REPLICATION_CONTROLLER_SPEC)),
    ("status", Shape::Struct(&CORE_V1_REPLICATION_CONTROLLER_STATUS)),
]);

static CORE_V1_REPLICATION_CONTROLLER_SPEC: Type =
    Type(&[("selector", Shape::Map(&Shape::Plain)), ("template", Shape::Struct(&CORE_V1_POD_TEMPLATE_SPEC))]);

static CORE_V1_REPLICATION_CONTROLLER_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static CORE_V1_RESOURCE_FIELD_SELECTOR: Type = Type(&[("divisor", Shape::Quantity)]);

static CORE_V1_RESOURCE_QUOTA: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_RESOURCE_QUOTA_SPEC)),
    ("status", Shape::Struct(&CORE_V1_RESOURCE_QUOTA_STATUS)),
]);

static CORE_V1_RESOURCE_QUOTA_SPEC: Type = Type(&[("hard", Shape::Map(&Shape::Quantity))]);

static CORE_V1_RESOURCE_QUOTA_STATUS: Type =
    Type(&[("hard", Shape::Map(&Shape::Quantity)), ("used", Shape::Map(&Shape::Quantity))]);

static CORE_V1_RESOURCE_REQUIREMENTS: Type = Type(&[
    ("claims", Shape::Keyed(&[("name", "")], &PLAIN)),
    ("limits", Shape::Map(&Shape::Quantity)),
    ("requests", Shape::Map(&Shape::Quantity)),
]);

static CORE_V1_RESOURCE_STATUS: Type = Type(&[("resources", Shape::Keyed(&[("resourceID", "")], &PLAIN))]);

static CORE_V1_SECRET: Type = Type(&[
    ("data", Shape::Map(&Shape::Plain)),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("stringData", Shape::Map(&Shape::Plain)),
]);

static CORE_V1_SERVICE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&CORE_V1_SERVICE_SPEC)),
    ("status", Shape::Struct(&CORE_V1_SERVICE_STATUS)),
]);

static CORE_V1_SERVICE_ACCOUNT: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("secrets", Shape::Keyed(&[("name", "")], &PLAIN)),
]);

static CORE_V1_SERVICE_SPEC: Type = Type(&[
    ("ports", Shape::Keyed(&[("port", "0"), ("protocol", "TCP")], &PLAIN)),
    ("selector", Shape::Map(&Shape::Plain)),
]);

static CORE_V1_SERVICE_STATUS: Type = Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static CORE_V1_TOPOLOGY_SPREAD_CONSTRAINT: Type =
    Type(&[("labelSelector", Shape::Struct(&META_V1_LABEL_SELECTOR))]);

static CORE_V1_VOLUME: Type = Type(&[
    ("csi", Shape::Struct(&CORE_V1_CSI_VOLUME_SOURCE)),
    ("downwardAPI", Shape::Struct(&CORE_V1_DOWNWARD_API_VOLUME_SOURCE)),
    ("emptyDir", Shape::Struct(&CORE_V1_EMPTY_DIR_VOLUME_SOURCE)),
    ("ephemeral", Shape::Struct(&CORE_V1_EPHEMERAL_VOLUME_SOURCE)),
    ("flexVolume", Shape::Struct(&CORE_V1_FLEX_VOLUME_SOURCE)),
    ("projected", Shape::Struct(&CORE_V1_PROJECTED_VOLUME_SOURCE)),
]);

static CORE_V1_VOLUME_HEALTH_STATUS: Type =
    Type(&[("healthConditions", Shape::Keyed(&[("status", ""), ("reason", "")], &PLAIN))]);

static CORE_V1_VOLUME_MOUNT: Type = Type(&[("bindMountOptions", Shape::Set)]);

static CORE_V1_VOLUME_PROJECTION: Type = Type(&[
    ("clusterTrustBundle", Shape::Struct(&CORE_V1_CLUSTER_TRUST_BUNDLE_PROJECTION)),
    ("downwardAPI", Shape::Struct(&CORE_V1_DOWNWARD_API_PROJECTION)),
    ("podCertificate", Shape::Struct(&CORE_V1_POD_CERTIFICATE_PROJECTION)),
]);

static CORE_V1_VOLUME_RESOURCE_REQUIREMENTS: Type =
    Type(&[("limits", Shape::Map(&Shape::Quantity)), ("requests", Shape::Map(&Shape::Quantity))]);

static CORE_V1_WEIGHTED_POD_AFFINITY_TERM: Type =
    Type(&[("podAffinityTerm", Shape::Struct(&CORE_V1_POD_AFFINITY_TERM))]);

static DISCOVERY_V1_ENDPOINT: Type =
    Type(&[("addresses", Shape::Set), ("deprecatedTopology", Shape::Map(&Shape::Plain))]);

static DISCOVERY_V1_ENDPOINT_SLICE: Type = Type(&[
    ("endpoints", Shape::Atomic(&Shape::Struct(&DISCOVERY_V1_ENDPOINT))),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
]);

static EVENTS_V1_EVENT: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static FLOWCONTROL_V1_FLOW_SCHEMA: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&FLOWCONTROL_V1_FLOW_SCHEMA_SPEC)),
    ("status", Shape::Struct(&FLOWCONTROL_V1_FLOW_SCHEMA_STATUS)),
]);

static FLOWCONTROL_V1_FLOW_SCHEMA_SPEC: Type =
    Type(&[("rules", Shape::Atomic(&Shape::Struct(&FLOWCONTROL_V1_POLICY_RULES_WITH_SUBJECTS)))]);

static FLOWCONTROL_V1_FLOW_SCHEMA_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static FLOWCONTROL_V1_NON_RESOURCE_POLICY_RULE: Type =
    Type(&[("nonResourceURLs", Shape::Set), ("verbs", Shape::Set)]);

static FLOWCONTROL_V1_POLICY_RULES_WITH_SUBJECTS: Type = Type(&[
    ("nonResourceRules", Shape::Atomic(&Shape::Struct(&FLOWCONTROL_V1_NON_RESOURCE_POLICY_RULE))),
    ("resourceRules", Shape::Atomic(&Shape::Struct(&FLOWCONTROL_V1_RESOURCE_POLICY_RULE))),
]);

static FLOWCONTROL_V1_PRIORITY_LEVEL_CONFIGURATION: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("status", Shape::Struct(&FLOWCONTROL_V1_PRIORITY_LEVEL_CONFIGURATION_STATUS)),
]);

static FLOWCONTROL_V1_PRIORITY_LEVEL_CONFIGURATION_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static FLOWCONTROL_V1_RESOURCE_POLICY_RULE: Type = Type(&[
    ("apiGroups", Shape::Set),
    ("namespaces", Shape::Set),
    ("resources", Shape::Set),
    ("verbs", Shape::Set),
]);

static NETWORKING_V1_IP_ADDRESS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static NETWORKING_V1_INGRESS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static NETWORKING_V1_INGRESS_CLASS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static NETWORKING_V1_NETWORK_POLICY: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&NETWORKING_V1_NETWORK_POLICY_SPEC)),
]);

static NETWORKING_V1_NETWORK_POLICY_EGRESS_RULE: Type =
    Type(&[("to", Shape::Atomic(&Shape::Struct(&NETWORKING_V1_NETWORK_POLICY_PEER)))]);

static NETWORKING_V1_NETWORK_POLICY_INGRESS_RULE: Type =
    Type(&[("from", Shape::Atomic(&Shape::Struct(&NETWORKING_V1_NETWORK_POLICY_PEER)))]);

static NETWORKING_V1_NETWORK_POLICY_PEER: Type = Type(&[
    ("namespaceSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
    ("podSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static NETWORKING_V1_NETWORK_POLICY_SPEC: Type = Type(&[
    ("egress", Shape::Atomic(&Shape::Struct(&NETWORKING_V1_NETWORK_POLICY_EGRESS_RULE))),
    ("ingress", Shape::Atomic(&Shape::Struct(&NETWORKING_V1_NETWORK_POLICY_INGRESS_RULE))),
    ("podSelector", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static NETWORKING_V1_SERVICE_CIDR: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("status", Shape::Struct(&NETWORKING_V1_SERVICE_CIDR_STATUS)),
]);

static NETWORKING_V1_SERVICE_CIDR_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static NODE_V1_OVERHEAD: Type = Type(&[("podFixed", Shape::Map(&Shape::Quantity))]);

static NODE_V1_RUNTIME_CLASS: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("overhead", Shape::Struct(&NODE_V1_OVERHEAD)),
    ("scheduling", Shape::Struct(&NODE_V1_SCHEDULING)),
]);

static NODE_V1_SCHEDULING: Type = Type(&[("nodeSelector", Shape::Map(&Shape::Plain))]);

static POLICY_V1_EVICTION: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static POLICY_V1_POD_DISRUPTION_BUDGET: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&POLICY_V1_POD_DISRUPTION_BUDGET_SPEC)),
    ("status", Shape::Struct(&POLICY_V1_POD_DISRUPTION_BUDGET_STATUS)),
]);

static POLICY_V1_POD_DISRUPTION_BUDGET_SPEC: Type =
    Type(&[("selector", Shape::Struct(&META_V1_LABEL_SELECTOR))]);

static POLICY_V1_POD_DISRUPTION_BUDGET_STATUS: Type = Type(&[
    ("conditions", Shape::Keyed(&[("type", "")], &PLAIN)),
    ("disruptedPods", Shape::Map(&Shape::Plain)),
]);

static RBAC_V1_AGGREGATION_RULE: Type =
    Type(&[("clusterRoleSelectors", Shape::Atomic(&Shape::Struct(&META_V1_LABEL_SELECTOR)))]);

static RBAC_V1_CLUSTER_ROLE: Type = Type(&[
    ("aggregationRule", Shape::Struct(&RBAC_V1_AGGREGATION_RULE)),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
]);

static RBAC_V1_CLUSTER_ROLE_BINDING: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static RBAC_V1_ROLE: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static RBAC_V1_ROLE_BINDING: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static RESOURCE_V1_ALLOCATED_DEVICE_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static RESOURCE_V1_ALLOCATION_RESULT: Type =
    Type(&[("devices", Shape::Struct(&RESOURCE_V1_DEVICE_ALLOCATION_RESULT))]);

static RESOURCE_V1_CAPACITY_REQUEST_POLICY: Type = Type(&[
    ("default", Shape::Quantity),
    ("validRange", Shape::Struct(&RESOURCE_V1_CAPACITY_REQUEST_POLICY_RANGE)),
    ("validValues", Shape::Atomic(&Shape::Quantity)),
]);

static RESOURCE_V1_CAPACITY_REQUEST_POLICY_RANGE: Type =
    Type(&[("max", Shape::Quantity), ("min", Shape::Quantity), ("step", Shape::Quantity)]);

static RESOURCE_V1_CAPACITY_REQUIREMENTS: Type = Type(&[("requests", Shape::Map(&Shape::Quantity))]);

static RESOURCE_V1_COUNTER: Type = Type(&[("value", Shape::Quantity)]);

static RESOURCE_V1_COUNTER_SET: Type =
    Type(&[("counters", Shape::Map(&Shape::Struct(&RESOURCE_V1_COUNTER)))]);

static RESOURCE_V1_DEVICE: Type = Type(&[
    ("capacity", Shape::Map(&Shape::Struct(&RESOURCE_V1_DEVICE_CAPACITY))),
    ("consumesCounters", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_DEVICE_COUNTER_CONSUMPTION))),
    (
        "nodeAllocatableResourceMappings",
        Shape::Map(&Shape::Struct(&RESOURCE_V1_NODE_ALLOCATABLE_RESOURCE_MAPPING)),
    ),
    ("nodeAllocatableResources", Shape::Map(&Shape::Struct(&RESOURCE_V1_NODE_ALLOCATABLE_RESOURCE))),
]);

static RESOURCE_V1_DEVICE_ALLOCATION_RESULT: Type =
    Type(&[("results", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_DEVICE_REQUEST_ALLOCATION_RESULT)))]);

static RESOURCE_V1_DEVICE_CAPACITY: Type = Type(&[
    ("requestPolicy", Shape::Struct(&RESOURCE_V1_CAPACITY_REQUEST_POLICY)),
    ("value", Shape::Quantity),
]);

static RESOURCE_V1_DEVICE_CLAIM: Type =
    Type(&[("requests", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_DEVICE_REQUEST)))]);

static RESOURCE_V1_DEVICE_CLASS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static RESOURCE_V1_DEVICE_COUNTER_CONSUMPTION: Type =
    Type(&[("counters", Shape::Map(&Shape::Struct(&RESOURCE_V1_COUNTER)))]);

static RESOURCE_V1_DEVICE_REQUEST: Type = Type(&[
    ("exactly", Shape::Struct(&RESOURCE_V1_EXACT_DEVICE_REQUEST)),
    ("firstAvailable", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_DEVICE_SUB_REQUEST))),
]);

static RESOURCE_V1_DEVICE_REQUEST_ALLOCATION_RESULT: Type =
    Type(&[("consumedCapacity", Shape::Map(&Shape::Quantity)), ("skipNodeOperations", Shape::Set)]);

static RESOURCE_V1_DEVICE_SUB_REQUEST: Type =
    Type(&[("capacity", Shape::Struct(&RESOURCE_V1_CAPACITY_REQUIREMENTS))]);

static RESOURCE_V1_DEVICE_TAINT_RULE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("status", Shape::Struct(&RESOURCE_V1_DEVICE_TAINT_RULE_STATUS)),
]);

static RESOURCE_V1_DEVICE_TAINT_RULE_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static RESOURCE_V1_EXACT_DEVICE_REQUEST: Type =
    Type(&[("capacity", Shape::Struct(&RESOURCE_V1_CAPACITY_REQUIREMENTS))]);

static RESOURCE_V1_NODE_ALLOCATABLE_MAPPING: Type =
    Type(&[("capacityMultiplier", Shape::Quantity), ("deviceMultiplier", Shape::Quantity)]);

static RESOURCE_V1_NODE_ALLOCATABLE_OVERHEAD: Type =
    Type(&[("perContainer", Shape::Quantity), ("perPod", Shape::Quantity)]);

static RESOURCE_V1_NODE_ALLOCATABLE_RESOURCE: Type = Type(&[
    ("mapping", Shape::Struct(&RESOURCE_V1_NODE_ALLOCATABLE_MAPPING)),
    ("overhead", Shape::Struct(&RESOURCE_V1_NODE_ALLOCATABLE_OVERHEAD)),
]);

static RESOURCE_V1_NODE_ALLOCATABLE_RESOURCE_MAPPING: Type =
    Type(&[("allocationMultiplier", Shape::Quantity)]);

static RESOURCE_V1_RESOURCE_CLAIM: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&RESOURCE_V1_RESOURCE_CLAIM_SPEC)),
    ("status", Shape::Struct(&RESOURCE_V1_RESOURCE_CLAIM_STATUS)),
]);

static RESOURCE_V1_RESOURCE_CLAIM_SPEC: Type = Type(&[("devices", Shape::Struct(&RESOURCE_V1_DEVICE_CLAIM))]);

static RESOURCE_V1_RESOURCE_CLAIM_STATUS: Type = Type(&[
    ("allocation", Shape::Struct(&RESOURCE_V1_ALLOCATION_RESULT)),
    (
        "devices",
        Shape::Keyed(
            &[("driver", ""), ("device", ""), ("pool", ""), ("shareID", "")],
            &RESOURCE_V1_ALLOCATED_DEVICE_STATUS,
        ),
    ),
    ("reservedFor", Shape::Keyed(&[("uid", "")], &PLAIN)),
]);

static RESOURCE_V1_RESOURCE_CLAIM_TEMPLATE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&RESOURCE_V1_RESOURCE_CLAIM_TEMPLATE_SPEC)),
]);

static RESOURCE_V1_RESOURCE_CLAIM_TEMPLATE_SPEC: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&RESOURCE_V1_RESOURCE_CLAIM_SPEC)),
]);

static RESOURCE_V1_RESOURCE_SLICE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&RESOURCE_V1_RESOURCE_SLICE_SPEC)),
]);

static RESOURCE_V1_RESOURCE_SLICE_SPEC: Type = Type(&[
    ("devices", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_DEVICE))),
    ("sharedCounters", Shape::Atomic(&Shape::Struct(&RESOURCE_V1_COUNTER_SET))),
    ("skipNodeOperations", Shape::Set),
]);

static SCHEDULING_V1_PRIORITY_CLASS: Type = Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META))]);

static SCHEDULING_V1ALPHA3_WORKLOAD_POD_GROUP_DISRUPTION_MODE: Type =
    Type(&[("all", Shape::Map(&Shape::Plain)), ("single", Shape::Map(&Shape::Plain))]);

static SCHEDULING_V1ALPHA3_WORKLOAD_POD_GROUP_SCHEDULING_POLICY: Type =
    Type(&[("basic", Shape::Map(&Shape::Plain))]);

static STORAGE_V1_CSI_DRIVER: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&STORAGE_V1_CSI_DRIVER_SPEC)),
]);

static STORAGE_V1_CSI_DRIVER_SPEC: Type = Type(&[("volumeLifecycleModes", Shape::Set)]);

static STORAGE_V1_CSI_NODE: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&STORAGE_V1_CSI_NODE_SPEC)),
    ("status", Shape::Struct(&STORAGE_V1_CSI_NODE_STATUS)),
]);

static STORAGE_V1_CSI_NODE_SPEC: Type = Type(&[("drivers", Shape::Keyed(&[("name", "")], &PLAIN))]);

static STORAGE_V1_CSI_NODE_STATUS: Type = Type(&[("storageHealth", Shape::Keyed(&[("name", "")], &PLAIN))]);

static STORAGE_V1_CSI_STORAGE_CAPACITY: Type = Type(&[
    ("capacity", Shape::Quantity),
    ("maximumVolumeSize", Shape::Quantity),
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("nodeTopology", Shape::Struct(&META_V1_LABEL_SELECTOR)),
]);

static STORAGE_V1_STORAGE_CLASS: Type =
    Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META)), ("parameters", Shape::Map(&Shape::Plain))]);

static STORAGE_V1_VOLUME_ATTACHMENT: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("spec", Shape::Struct(&STORAGE_V1_VOLUME_ATTACHMENT_SPEC)),
    ("status", Shape::Struct(&STORAGE_V1_VOLUME_ATTACHMENT_STATUS)),
]);

static STORAGE_V1_VOLUME_ATTACHMENT_SOURCE: Type =
    Type(&[("inlineVolumeSpec", Shape::Struct(&CORE_V1_PERSISTENT_VOLUME_SPEC))]);

static STORAGE_V1_VOLUME_ATTACHMENT_SPEC: Type =
    Type(&[("source", Shape::Struct(&STORAGE_V1_VOLUME_ATTACHMENT_SOURCE))]);

static STORAGE_V1_VOLUME_ATTACHMENT_STATUS: Type = Type(&[("attachmentMetadata", Shape::Map(&Shape::Plain))]);

static STORAGE_V1_VOLUME_ATTRIBUTES_CLASS: Type =
    Type(&[("metadata", Shape::Struct(&META_V1_OBJECT_META)), ("parameters", Shape::Map(&Shape::Plain))]);

static STORAGEMIGRATION_V1_STORAGE_VERSION_MIGRATION: Type = Type(&[
    ("metadata", Shape::Struct(&META_V1_OBJECT_META)),
    ("status", Shape::Struct(&STORAGEMIGRATION_V1_STORAGE_VERSION_MIGRATION_STATUS)),
]);

static STORAGEMIGRATION_V1_STORAGE_VERSION_MIGRATION_STATUS: Type =
    Type(&[("conditions", Shape::Keyed(&[("type", "")], &PLAIN))]);

static META_V1_LABEL_SELECTOR: Type = Type(&[("matchLabels", Shape::Map(&Shape::Plain))]);

static META_V1_MANAGED_FIELDS_ENTRY: Type = Type(&[("fieldsV1", Shape::Map(&Shape::Plain))]);

pub(super) static META_V1_OBJECT_META: Type = Type(&[
    ("annotations", Shape::Map(&Shape::Plain)),
    ("finalizers", Shape::Set),
    ("labels", Shape::Map(&Shape::Plain)),
    ("managedFields", Shape::Atomic(&Shape::Struct(&META_V1_MANAGED_FIELDS_ENTRY))),
    ("ownerReferences", Shape::Keyed(&[("uid", "")], &PLAIN)),
]);
