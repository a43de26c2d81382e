use super::{
    ACCOUNT, Asks, CLAIM, CONFIG_MAP, Class, Kind, On, RESOURCE, Row, SCHEDULING, SECRET, STORAGE, Where,
};

const FAILED_MOUNT: &str = "the pod waits for the volume: FailedMount";
const FAILED_CONTAINER: &str = "the container does not start: CreateContainerConfigError";
const PENDING: &str = "the pod is Pending";
const REFUSED: &str = "the API server refuses the pods";

const fn secret(base: &'static str) -> Row {
    Row::pod(base, "name", SECRET).effect(FAILED_MOUNT)
}

/// What pods and claims refer to.
pub(in crate::links) const POD: &[Row] = &[
    Row::pod("C[].env[].valueFrom.configMapKeyRef", "name", CONFIG_MAP)
        .asks(Asks::VariableKey("key"))
        .optional("optional")
        .effect(FAILED_CONTAINER),
    Row::pod("C[].env[].valueFrom.secretKeyRef", "name", SECRET)
        .asks(Asks::VariableKey("key"))
        .optional("optional")
        .effect(FAILED_CONTAINER),
    Row::pod("C[].envFrom[].configMapRef", "name", CONFIG_MAP).optional("optional").effect(FAILED_CONTAINER),
    Row::pod("C[].envFrom[].secretRef", "name", SECRET).optional("optional").effect(FAILED_CONTAINER),
    Row::pod("volumes[].configMap", "name", CONFIG_MAP)
        .asks(Asks::FileKey("items[].key"))
        .optional("optional")
        .effect(FAILED_MOUNT),
    Row::pod("volumes[].secret", "secretName", SECRET)
        .asks(Asks::FileKey("items[].key"))
        .optional("optional")
        .effect(FAILED_MOUNT),
    Row::pod("volumes[].projected.sources[].configMap", "name", CONFIG_MAP)
        .asks(Asks::FileKey("items[].key"))
        .optional("optional")
        .effect(FAILED_MOUNT),
    Row::pod("volumes[].projected.sources[].secret", "name", SECRET)
        .asks(Asks::FileKey("items[].key"))
        .optional("optional")
        .effect(FAILED_MOUNT),
    Row::pod(
        "volumes[].projected.sources[].clusterTrustBundle",
        "name",
        ("certificates.k8s.io", "ClusterTrustBundle"),
    )
    .at(Where::Cluster)
    .optional("optional")
    .class(Class::Outside)
    .effect(FAILED_MOUNT),
    Row::pod("volumes[].persistentVolumeClaim", "claimName", CLAIM).effect(PENDING),
    secret("volumes[].csi.nodePublishSecretRef"),
    Row::pod("volumes[].azureFile", "secretName", SECRET).effect(FAILED_MOUNT),
    secret("volumes[].cephfs.secretRef"),
    secret("volumes[].cinder.secretRef"),
    secret("volumes[].flexVolume.secretRef"),
    secret("volumes[].iscsi.secretRef"),
    secret("volumes[].rbd.secretRef"),
    secret("volumes[].scaleIO.secretRef"),
    secret("volumes[].storageos.secretRef"),
    Row::pod(
        "volumes[].csi.volumeAttributes",
        "secretProviderClass",
        ("secrets-store.csi.x-k8s.io", "SecretProviderClass"),
    )
    .effect(FAILED_MOUNT),
    Row::pod("volumes[].glusterfs", "endpoints", ("", "Endpoints")).effect(FAILED_MOUNT),
    Row::pod("volumes[].csi", "driver", (STORAGE, "CSIDriver"))
        .at(Where::Cluster)
        .class(Class::Outside)
        .effect(FAILED_MOUNT),
    Row::pod("resourceClaims[]", "resourceClaimName", (RESOURCE, "ResourceClaim")).effect(PENDING),
    Row::pod("resourceClaims[]", "resourceClaimTemplateName", (RESOURCE, "ResourceClaimTemplate"))
        .effect(PENDING),
    Row::pod("imagePullSecrets[]", "name", SECRET)
        .class(Class::Noted)
        .effect("the image is pulled without credentials"),
    Row::pod("serviceAccountName", "", ACCOUNT).effect(REFUSED),
    Row::pod("serviceAccount", "", ACCOUNT).effect(REFUSED),
    Row::pod("priorityClassName", "", (SCHEDULING, "PriorityClass"))
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(REFUSED),
    Row::pod("runtimeClassName", "", ("node.k8s.io", "RuntimeClass"))
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(REFUSED),
    Row::pod("schedulingGroup", "podGroupName", (SCHEDULING, "PodGroup")).effect(PENDING),
    Row::on(On::ClaimSpec, "storageClassName", "", (STORAGE, "StorageClass"))
        .at(Where::Cluster)
        .class(Class::Outside)
        .effect("the claim is Pending, unless a volume has the same class"),
    Row::on(On::ClaimSpec, "volumeName", "", ("", "PersistentVolume"))
        .at(Where::Cluster)
        .effect("the claim is Pending"),
    Row::on(On::ClaimSpec, "dataSource", "name", CLAIM)
        .kind_by("apiGroup", "kind")
        .effect("the claim is Pending"),
    Row::on(On::ClaimSpec, "dataSourceRef", "name", CLAIM)
        .kind_by("apiGroup", "kind")
        .at(Where::Named("namespace"))
        .effect("the claim is Pending"),
    Row::on(On::ClaimSpec, "volumeAttributesClassName", "", (STORAGE, "VolumeAttributesClass"))
        .at(Where::Cluster)
        .class(Class::Outside)
        .effect("the claim is Pending"),
    Row::of(DEVICES, "spec.devices.requests[].exactly", "deviceClassName", DEVICE_CLASS)
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(PENDING),
    Row::of(DEVICES, "spec.devices.requests[].firstAvailable[]", "deviceClassName", DEVICE_CLASS)
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(PENDING),
    Row::of(DEVICE_TEMPLATES, "spec.spec.devices.requests[].exactly", "deviceClassName", DEVICE_CLASS)
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(PENDING),
    Row::of(
        DEVICE_TEMPLATES,
        "spec.spec.devices.requests[].firstAvailable[]",
        "deviceClassName",
        DEVICE_CLASS,
    )
    .at(Where::Cluster)
    .class(Class::Noted)
    .effect(PENDING),
    Row::of(
        &[(SCHEDULING, "PodGroup")],
        "spec.podGroupTemplateRef.workload",
        "workloadName",
        (SCHEDULING, "Workload"),
    )
    .effect(PENDING),
    Row::of(&[(SCHEDULING, "PodGroup")], "spec.priorityClassName", "", (SCHEDULING, "PriorityClass"))
        .at(Where::Cluster)
        .class(Class::Noted)
        .effect(PENDING),
    Row::of(
        &[(SCHEDULING, "PodGroup")],
        "spec.resourceClaims[]",
        "resourceClaimName",
        (RESOURCE, "ResourceClaim"),
    )
    .effect(PENDING),
    Row::of(
        &[(SCHEDULING, "PodGroup")],
        "spec.resourceClaims[]",
        "resourceClaimTemplateName",
        (RESOURCE, "ResourceClaimTemplate"),
    )
    .effect(PENDING),
];

const DEVICES: &[Kind] = &[(RESOURCE, "ResourceClaim")];
const DEVICE_TEMPLATES: &[Kind] = &[(RESOURCE, "ResourceClaimTemplate")];
const DEVICE_CLASS: Kind = (RESOURCE, "DeviceClass");
