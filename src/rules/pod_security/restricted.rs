//! The checks of the level restricted.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1;

use super::baseline::{SECCOMP_TYPE, added_capabilities, allows_seccomp, forbid_seccomp, forbidden_seccomp};
use super::found::{Answer, Forbidden, Found};
use super::subject::{Context, Place};
use super::wording::{plural, quoted};
use crate::rules::engine::subject::Subject;

pub(super) fn privilege_escalation_1_8(subject: &Subject<'_>) -> Answer {
    let mut found = Found::default();
    for (place, container) in subject.containers() {
        let allow = container.security_context().and_then(|context| context.allow_privilege_escalation);
        if allow != Some(false) {
            found.container(container.name(), place, "securityContext.allowPrivilegeEscalation");
        }
    }
    found.forbid("allowPrivilegeEscalation != false", |setters| {
        format!("{setters} must set securityContext.allowPrivilegeEscalation=false")
    })
}

pub(super) fn privilege_escalation_1_25(subject: &Subject<'_>) -> Answer {
    if subject.is_windows() { None } else { privilege_escalation_1_8(subject) }
}

pub(super) fn capabilities_1_22(subject: &Subject<'_>) -> Answer {
    let (mut keeping, mut adding) = (Found::default(), Found::default());
    let mut added = BTreeSet::new();
    let mut fields = Vec::new();
    for (place, container) in subject.containers() {
        let context = container.security_context();
        let capabilities = context.and_then(|context| context.capabilities.as_ref());
        let dropped = capabilities.and_then(|capabilities| capabilities.drop.as_deref()).unwrap_or_default();
        if !dropped.iter().any(|capability| capability == "ALL") {
            keeping.containers.push(container.name());
            fields.push(place.field("securityContext.capabilities.drop"));
        }
        let mut is_allowed = true;
        for (i, capability) in added_capabilities(context).iter().enumerate() {
            if capability != "NET_BIND_SERVICE" {
                is_allowed = false;
                added.insert(capability.as_str());
                fields.push(place.item("securityContext.capabilities.add", i));
            }
        }
        if !is_allowed {
            adding.containers.push(container.name());
        }
    }
    let mut details = Vec::new();
    if !keeping.is_empty() {
        details.push(format!(r#"{} must set securityContext.capabilities.drop=["ALL"]"#, keeping.setters()));
    }
    if !adding.is_empty() {
        let added = quoted(added);
        details.push(format!(
            "{} must not include {added} in securityContext.capabilities.add",
            adding.setters()
        ));
    }
    if details.is_empty() {
        return None;
    }
    Some(Forbidden { reason: "unrestricted capabilities", detail: details.join("; "), fields })
}

pub(super) fn capabilities_1_25(subject: &Subject<'_>) -> Answer {
    if subject.is_windows() { None } else { capabilities_1_22(subject) }
}

pub(super) fn volumes(subject: &Subject<'_>) -> Answer {
    let (mut names, mut kinds, mut fields) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (i, volume) in subject.volumes().iter().enumerate() {
        if let Some(kind) = restricted_kind(volume) {
            names.push(volume.name.as_str());
            kinds.insert(kind);
            fields.push(format!("{}.{kind}", Place::Spec.item("volumes", i)));
        }
    }
    if names.is_empty() {
        return None;
    }
    let noun = plural(names.len(), "volume", "volumes");
    let verb = plural(names.len(), "uses", "use");
    let what = plural(kinds.len(), "restricted volume type", "restricted volume types");
    let detail = format!("{noun} {} {verb} {what} {}", quoted(names), quoted(kinds));
    Some(Forbidden { reason: "restricted volume types", detail, fields })
}

/// The kind of a volume that the level forbids. A volume without a source is an emptyDir by default.
fn restricted_kind(volume: &v1::Volume) -> Option<&'static str> {
    let is_allowed = volume.config_map.is_some()
        || volume.csi.is_some()
        || volume.downward_api.is_some()
        || volume.empty_dir.is_some()
        || volume.ephemeral.is_some()
        || volume.image.is_some()
        || volume.persistent_volume_claim.is_some()
        || volume.projected.is_some()
        || volume.secret.is_some();
    if is_allowed {
        return None;
    }
    let kinds = [
        (volume.host_path.is_some(), "hostPath"),
        (volume.gce_persistent_disk.is_some(), "gcePersistentDisk"),
        (volume.aws_elastic_block_store.is_some(), "awsElasticBlockStore"),
        (volume.git_repo.is_some(), "gitRepo"),
        (volume.nfs.is_some(), "nfs"),
        (volume.iscsi.is_some(), "iscsi"),
        (volume.glusterfs.is_some(), "glusterfs"),
        (volume.rbd.is_some(), "rbd"),
        (volume.flex_volume.is_some(), "flexVolume"),
        (volume.cinder.is_some(), "cinder"),
        (volume.cephfs.is_some(), "cephfs"),
        (volume.flocker.is_some(), "flocker"),
        (volume.fc.is_some(), "fc"),
        (volume.azure_file.is_some(), "azureFile"),
        (volume.vsphere_volume.is_some(), "vsphereVolume"),
        (volume.quobyte.is_some(), "quobyte"),
        (volume.azure_disk.is_some(), "azureDisk"),
        (volume.photon_persistent_disk.is_some(), "photonPersistentDisk"),
        (volume.portworx_volume.is_some(), "portworxVolume"),
        (volume.scale_io.is_some(), "scaleIO"),
        (volume.storageos.is_some(), "storageos"),
    ];
    kinds.into_iter().find(|(is_set, _)| *is_set).map(|(_, kind)| kind)
}

pub(super) fn run_as_non_root_1_0(subject: &Subject<'_>) -> Answer {
    const FIELD: &str = "securityContext.runAsNonRoot";
    const REASON: &str = "runAsNonRoot != true";
    let of_pod = subject.context().run_as_non_root;
    let (mut explicit, mut implicit) = (Found::default(), Found::default());
    if of_pod == Some(false) {
        explicit.pod(FIELD);
    }
    for (place, container) in subject.containers() {
        match container.security_context().and_then(|context| context.run_as_non_root) {
            Some(true) => {}
            Some(false) => explicit.container(container.name(), place, FIELD),
            None if of_pod == Some(true) => {}
            None => implicit.container(container.name(), place, FIELD),
        }
    }
    let explicit = explicit
        .forbid(REASON, |setters| format!("{setters} must not set securityContext.runAsNonRoot=false"));
    explicit.or_else(|| {
        implicit
            .forbid(REASON, |setters| format!("pod or {setters} must set securityContext.runAsNonRoot=true"))
    })
}

pub(super) fn run_as_non_root_1_35(subject: &Subject<'_>) -> Answer {
    if subject.has_user_namespace() { None } else { run_as_non_root_1_0(subject) }
}

pub(super) fn run_as_user_1_23(subject: &Subject<'_>) -> Answer {
    const FIELD: &str = "securityContext.runAsUser";
    let mut found = Found::default();
    if subject.context().run_as_user == Some(0) {
        found.pod(FIELD);
    }
    for (place, container) in subject.containers() {
        if container.security_context().and_then(|context| context.run_as_user) == Some(0) {
            found.container(container.name(), place, FIELD);
        }
    }
    found.forbid("runAsUser=0", |setters| format!("{setters} must not set runAsUser=0"))
}

pub(super) fn run_as_user_1_35(subject: &Subject<'_>) -> Answer {
    if subject.has_user_namespace() { None } else { run_as_user_1_23(subject) }
}

pub(super) fn seccomp_1_19(subject: &Subject<'_>) -> Answer {
    let (explicit, values) = forbidden_seccomp(subject);
    let explicit = forbid_seccomp(explicit, values);
    explicit.or_else(|| {
        let of_pod = subject.context().seccomp.is_some_and(allows_seccomp);
        let mut implicit = Found::default();
        for (place, container) in subject.containers() {
            let context = container.security_context().map(Context::from).unwrap_or_default();
            if !of_pod && context.seccomp.is_none() {
                implicit.container(container.name(), place, SECCOMP_TYPE);
            }
        }
        implicit.forbid("seccompProfile", |setters| {
            format!(r#"pod or {setters} must set {SECCOMP_TYPE} to "RuntimeDefault" or "Localhost""#)
        })
    })
}

pub(super) fn seccomp_1_25(subject: &Subject<'_>) -> Answer {
    if subject.is_windows() { None } else { seccomp_1_19(subject) }
}
