use super::{
    ACCOUNT, Asks, CERTIFICATES, CLAIM, Class, Kind, On, RBAC, Row, SECRET, SERVICE, STORAGE, Where,
};

const ATTACH: &str = "the volume is not attached or mounted";

const fn volume_secret(base: &'static str) -> Row {
    Row::of(&[("", "PersistentVolume")], base, "name", SECRET).at(Where::Named("namespace")).effect(ATTACH)
}

const fn storage_secret(name: &'static str, namespace: &'static str) -> Row {
    Row::of(&[(STORAGE, "StorageClass")], "parameters", name, SECRET)
        .at(Where::Named(namespace))
        .class(Class::Noted)
        .effect("no volume is provisioned")
}

/// What storage, accounts, roles, webhooks and custom resources of configuration refer to.
pub(in crate::links) const CONFIGURATION: &[Row] = &[
    Row::of(&[("", "ServiceAccount")], "imagePullSecrets[]", "name", SECRET)
        .class(Class::Noted)
        .effect("images are pulled without credentials"),
    Row::of(&[("", "ServiceAccount")], "secrets[]", "name", SECRET).class(Class::Noted).effect("nothing"),
    Row::of(&[("", "Secret")], "metadata.annotations[kubernetes.io/service-account.name]", "", ACCOUNT)
        .effect("the secret is deleted"),
    Row::of(&[("", "PersistentVolume")], "spec.claimRef", "name", CLAIM)
        .at(Where::Named("namespace"))
        .class(Class::Noted)
        .effect("the volume waits for the claim"),
    volume_secret("spec.csi.controllerPublishSecretRef"),
    volume_secret("spec.csi.controllerExpandSecretRef"),
    volume_secret("spec.csi.nodeStageSecretRef"),
    volume_secret("spec.csi.nodePublishSecretRef"),
    volume_secret("spec.csi.nodeExpandSecretRef"),
    volume_secret("spec.cephfs.secretRef"),
    volume_secret("spec.cinder.secretRef"),
    volume_secret("spec.flexVolume.secretRef"),
    volume_secret("spec.iscsi.secretRef"),
    volume_secret("spec.rbd.secretRef"),
    volume_secret("spec.scaleIO.secretRef"),
    Row::of(&[("", "PersistentVolume")], "spec.azureFile", "secretName", SECRET)
        .at(Where::Named("secretNamespace"))
        .effect(ATTACH),
    storage_secret(
        "[csi.storage.k8s.io/provisioner-secret-name]",
        "[csi.storage.k8s.io/provisioner-secret-namespace]",
    ),
    storage_secret(
        "[csi.storage.k8s.io/controller-publish-secret-name]",
        "[csi.storage.k8s.io/controller-publish-secret-namespace]",
    ),
    storage_secret(
        "[csi.storage.k8s.io/controller-expand-secret-name]",
        "[csi.storage.k8s.io/controller-expand-secret-namespace]",
    ),
    storage_secret(
        "[csi.storage.k8s.io/node-stage-secret-name]",
        "[csi.storage.k8s.io/node-stage-secret-namespace]",
    ),
    storage_secret(
        "[csi.storage.k8s.io/node-publish-secret-name]",
        "[csi.storage.k8s.io/node-publish-secret-namespace]",
    ),
    storage_secret(
        "[csi.storage.k8s.io/node-expand-secret-name]",
        "[csi.storage.k8s.io/node-expand-secret-namespace]",
    ),
    Row::of(&[(RBAC, "RoleBinding")], "roleRef", "name", (RBAC, "Role"))
        .kind_by("apiGroup", "kind")
        .effect("the binding grants nothing"),
    Row::of(&[(RBAC, "ClusterRoleBinding")], "roleRef", "name", (RBAC, "ClusterRole"))
        .at(Where::Cluster)
        .effect("the binding grants nothing"),
    Row::of(BINDINGS, "subjects[]", "name", ("", ""))
        .kind_by("apiGroup", "kind")
        .at(Where::Named("namespace"))
        .effect("the binding grants to nobody"),
    Row::of(WEBHOOKS, "webhooks[]", "clientConfig.service.name", SERVICE)
        .at(Where::Named("clientConfig.service.namespace"))
        .asks(Asks::Port(&["clientConfig.service.port"], 443))
        .optional("failurePolicy=Ignore")
        .effect("every request that matches fails"),
    Row::of(
        &[("apiextensions.k8s.io", "CustomResourceDefinition")],
        "spec.conversion.webhook.clientConfig.service",
        "name",
        SERVICE,
    )
    .at(Where::Named("namespace"))
    .asks(Asks::Port(&["port"], 443))
    .effect("other versions cannot be read"),
    Row::of(&[("apiregistration.k8s.io", "APIService")], "spec.service", "name", SERVICE)
        .at(Where::Named("namespace"))
        .asks(Asks::Port(&["port"], 443))
        .effect("the API group and the deletion of namespaces hang"),
    Row::of(
        &[("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding")],
        "spec.policyName",
        "",
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    )
    .at(Where::Cluster)
    .effect("the binding does nothing"),
    Row::of(
        &[("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding")],
        "spec.policyName",
        "",
        ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
    )
    .at(Where::Cluster)
    .effect("the binding does nothing"),
    Row::of(FLOW_SCHEMA, "spec.priorityLevelConfiguration", "name", (FLOW, "PriorityLevelConfiguration"))
        .at(Where::Cluster)
        .effect("the schema is ignored"),
    Row::of(FLOW_SCHEMA, "spec.rules[].subjects[].serviceAccount", "name", ACCOUNT)
        .at(Where::Named("namespace"))
        .effect("the schema does not match"),
    Row::on(On::Any, "metadata.annotations[cert-manager.io/issuer]", "", (CERTIFICATES, "Issuer"))
        .effect("there is no certificate"),
    Row::on(
        On::Any,
        "metadata.annotations[cert-manager.io/cluster-issuer]",
        "",
        (CERTIFICATES, "ClusterIssuer"),
    )
    .at(Where::Cluster)
    .class(Class::Noted)
    .effect("there is no certificate"),
    Row::on(
        On::Any,
        "metadata.annotations[cert-manager.io/inject-ca-from]",
        "",
        (CERTIFICATES, "Certificate"),
    )
    .at(Where::Slash)
    .effect("no authority is filled in"),
    Row::of(&[(CERTIFICATES, "Certificate")], "spec.issuerRef", "name", (CERTIFICATES, "Issuer"))
        .kind_by("group", "kind")
        .effect("there is no secret"),
    Row::of(&[("autoscaling", "HorizontalPodAutoscaler")], "spec.scaleTargetRef", "name", ("", ""))
        .kind_by("apiVersion", "kind")
        .effect("nothing is scaled"),
    Row::of(
        &[("autoscaling", "HorizontalPodAutoscaler")],
        "spec.metrics[].object.describedObject",
        "name",
        ("", ""),
    )
    .kind_by("apiVersion", "kind")
    .effect("nothing is scaled"),
    Row::of(
        &[("autoscaling.k8s.io", "VerticalPodAutoscaler")],
        "spec.targetRef",
        "name",
        ("apps", "Deployment"),
    )
    .kind_by("apiVersion", "kind")
    .effect("nothing is scaled"),
    Row::of(&[("keda.sh", "ScaledObject")], "spec.scaleTargetRef", "name", ("apps", "Deployment"))
        .kind_by("apiVersion", "kind")
        .effect("nothing is scaled"),
];

const BINDINGS: &[Kind] = &[(RBAC, "RoleBinding"), (RBAC, "ClusterRoleBinding")];
const WEBHOOKS: &[Kind] = &[
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
];
const FLOW: &str = "flowcontrol.apiserver.k8s.io";
const FLOW_SCHEMA: &[Kind] = &[(FLOW, "FlowSchema")];
