//! Volumes on nodes, image volumes, drivers, and the storage systems with a field of their own.

use k8s_openapi::api::core::v1;

use super::iscsi;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::require_pull_policy;
use crate::rules::engine::check::{
    entries, forbid_dot_dot, list, lower_case, require_grammar, require_grammar_in_lower_case,
    require_one_of, require_relative, require_set, text,
};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::value::grammar;
use crate::value::words::HostPathType;

/// Validates the source of a volume if it is of a kind that no other module validates.
pub(crate) fn validate(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if let Some(source) = &volume.host_path {
        validate_host_path(source, &at.field("hostPath"), findings);
    } else if let Some(source) = &volume.git_repo {
        let at = at.field("gitRepo");
        require_fields(findings, &at, &[("repository", &source.repository)]);
        require_relative(
            findings,
            rule::GIT_REPO_DIRECTORY,
            &at.field("directory"),
            text(source.directory.as_ref()),
        );
    } else if let Some(source) = &volume.gce_persistent_disk {
        let at = at.field("persistentDisk");
        require_fields(findings, &at, &[("pdName", &source.pd_name)]);
        validate_partition(source.partition, &at, findings);
    } else if let Some(source) = &volume.aws_elastic_block_store {
        let at = at.field("awsElasticBlockStore");
        require_fields(findings, &at, &[("volumeID", &source.volume_id)]);
        validate_partition(source.partition, &at, findings);
    } else if let Some(source) = &volume.nfs {
        let at = at.field("nfs");
        require_fields(findings, &at, &[("server", &source.server), ("path", &source.path)]);
        if !source.path.starts_with('/') {
            findings.invalid(rule::NFS_PATH, &at.field("path"), &source.path, "must be an absolute path");
        }
    } else if let Some(source) = &volume.iscsi {
        iscsi::validate(source, &at.field("iscsi"), findings);
    } else if let Some(source) = &volume.glusterfs {
        let fields = [("endpoints", source.endpoints.as_str()), ("path", &source.path)];
        require_fields(findings, &at.field("glusterfs"), &fields);
    } else if let Some(source) = &volume.flocker {
        validate_flocker(source, &at.field("flocker"), findings);
    } else if let Some(source) = &volume.rbd {
        let at = at.field("rbd");
        require_not_empty(findings, &at.field("monitors"), &source.monitors);
        require_fields(findings, &at, &[("image", &source.image)]);
    } else if let Some(source) = &volume.cinder {
        let at = at.field("cinder");
        require_fields(findings, &at, &[("volumeID", &source.volume_id)]);
        require_secret(findings, &at, source.secret_ref.as_ref());
    } else {
        validate_others(scope, volume, at, findings);
    }
}

/// Validates the sources that the API server checks last.
fn validate_others(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if let Some(source) = &volume.cephfs {
        require_not_empty(findings, &at.field("cephfs").field("monitors"), &source.monitors);
    } else if let Some(source) = &volume.quobyte {
        validate_quobyte(source, &at.field("quobyte"), findings);
    } else if let Some(source) = &volume.fc {
        validate_fc(source, &at.field("fc"), findings);
    } else if let Some(source) = &volume.flex_volume {
        validate_flex(source, &at.field("flexVolume"), findings);
    } else if let Some(source) = &volume.azure_file {
        let fields = [("secretName", source.secret_name.as_str()), ("shareName", &source.share_name)];
        require_fields(findings, &at.field("azureFile"), &fields);
    } else if let Some(source) = &volume.vsphere_volume {
        require_fields(findings, &at.field("vsphereVolume"), &[("volumePath", &source.volume_path)]);
    } else if let Some(source) = &volume.photon_persistent_disk {
        require_fields(findings, &at.field("photonPersistentDisk"), &[("pdID", &source.pd_id)]);
    } else if let Some(source) = &volume.portworx_volume {
        require_fields(findings, &at.field("portworxVolume"), &[("volumeID", &source.volume_id)]);
    } else if let Some(source) = &volume.azure_disk {
        validate_azure_disk(source, &at.field("azureDisk"), findings);
    } else if let Some(source) = &volume.storageos {
        validate_storageos(source, &at.field("storageos"), findings);
    } else if let Some(source) = &volume.scale_io {
        let name = text(source.volume_name.as_ref());
        let fields = [("gateway", source.gateway.as_str()), ("system", &source.system), ("volumeName", name)];
        require_fields(findings, &at.field("scaleIO"), &fields);
    } else if let Some(source) = &volume.csi {
        validate_csi(scope, source, &at.field("csi"), findings);
    } else if let Some(source) = &volume.image {
        let at = at.field("image");
        if scope.is_pod() || scope.gates.image_in_templates {
            let reference = text(source.reference.as_ref());
            require_set(findings, rule::IMAGE_VOLUME_REFERENCE, &at.field("reference"), reference);
        }
        require_pull_policy(findings, &at.field("pullPolicy"), text(source.pull_policy.as_ref()));
    }
}

fn require_fields(findings: &mut Findings, at: &Path<'_>, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        require_set(findings, rule::VOLUME_SOURCE_INCOMPLETE, &at.field(field), text);
    }
}

fn require_not_empty(findings: &mut Findings, at: &Path<'_>, fields: &[String]) {
    if fields.is_empty() {
        findings.required(rule::VOLUME_SOURCE_INCOMPLETE, at, "");
    }
}

fn require_secret(findings: &mut Findings, at: &Path<'_>, secret: Option<&v1::LocalObjectReference>) {
    if let Some(secret) = secret {
        require_fields(findings, &at.field("secretRef"), &[("name", &secret.name)]);
    }
}

fn validate_partition(partition: Option<i32>, at: &Path<'_>, findings: &mut Findings) {
    match partition {
        Some(number) if !(0..=255).contains(&number) => {
            let detail = "must be between 1 and 255, or 0 for the whole disk";
            findings.invalid_plain(rule::DISK_PARTITION, &at.field("partition"), number, detail);
        }
        _ => {}
    }
}

fn validate_host_path(source: &v1::HostPathVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    if source.path.is_empty() {
        findings.required(rule::HOST_PATH_REQUIRED, &at.field("path"), "name a path of the node");
        return;
    }
    forbid_dot_dot(findings, rule::HOST_PATH_CLIMBS, &at.field("path"), &source.path);
    if let Some(kind) = source.type_.as_deref().filter(|kind| !kind.is_empty()) {
        require_one_of(findings, rule::HOST_PATH_TYPE, &at.field("type"), kind, HostPathType::WORDS);
    }
}

/// The maximum length of the names of volume and portal and a separator, if the initiator has a name of its own.
const ISCSI_NAME_MAX: usize = 64;

/// Validates the length of the names of volume and portal, which are joined for the initiator. The API server does so even if
/// another source of the volume comes first.
pub(crate) fn validate_iscsi_portal(volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    let Some(source) = volume.iscsi.as_ref().filter(|source| source.initiator_name.is_some()) else { return };
    if volume.name.len() + 1 + source.target_portal.len() > ISCSI_NAME_MAX {
        let detail = "must have at most 63 characters together with iscsi.targetPortal";
        findings.invalid(rule::ISCSI_NAME_TOO_LONG, &at.field("name"), &volume.name, detail);
    }
}

fn validate_flocker(source: &v1::FlockerVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    let (name, uuid) = (text(source.dataset_name.as_ref()), text(source.dataset_uuid.as_ref()));
    match (name.is_empty(), uuid.is_empty()) {
        (true, true) => findings.required(rule::FLOCKER_ONE, at, "name datasetName or datasetUUID"),
        (false, false) => {
            findings.invalid(rule::FLOCKER_BOTH, at, name, "must have one of datasetName and datasetUUID");
        }
        _ => {}
    }
    if name.contains('/') {
        findings.invalid(rule::FLOCKER_NAME, &at.field("datasetName"), name, "must hold no '/'");
    }
}

/// The maximum length of a Quobyte tenant, in bytes.
const TENANT_MAX: usize = 64;

fn validate_quobyte(source: &v1::QuobyteVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    let detail = "must be HOST:PORT, or several of them with commas between";
    if source.registry.is_empty() {
        findings.required(rule::QUOBYTE_REGISTRY_REQUIRED, &at.field("registry"), detail);
    } else if text(source.tenant.as_ref()).len() > TENANT_MAX {
        findings.required(rule::QUOBYTE_TENANT, &at.field("tenant"), "must have at most 64 characters");
    } else {
        for _ in source.registry.split(',').filter(|pair| !is_host_and_port(pair)) {
            findings.invalid(rule::QUOBYTE_REGISTRY, &at.field("registry"), &source.registry, detail);
        }
    }
    require_fields(findings, at, &[("volume", &source.volume)]);
}

/// Tells whether a text is `host:port` or `[host]:port`. Either part may be empty.
fn is_host_and_port(pair: &str) -> bool {
    let Some((host, port)) = pair.rsplit_once(':') else { return false };
    let host = match host.strip_prefix('[') {
        Some(host) => match host.split_once(']') {
            Some((host, "")) => host,
            _ => return false,
        },
        None if host.contains(':') => return false,
        None => host,
    };
    !host.contains(['[', ']']) && !port.contains(['[', ']'])
}

fn validate_fc(source: &v1::FCVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    let names_at = at.field("targetWWNs");
    let has_names = !list(source.target_wwns.as_ref()).is_empty();
    match (has_names, !list(source.wwids.as_ref()).is_empty()) {
        (false, false) => findings.required(rule::FC_ONE, &names_at, "name targetWWNs or wwids"),
        (true, true) => {
            findings.invalid(rule::FC_BOTH, &names_at, "", "must have one of targetWWNs and wwids");
        }
        _ => {}
    }
    if !has_names {
        return;
    }
    match source.lun {
        None => findings.required(rule::FC_LUN_REQUIRED, &at.field("lun"), "targetWWNs need a lun"),
        Some(lun) => iscsi::validate_lun(lun, &at.field("lun"), findings),
    }
}

fn validate_flex(source: &v1::FlexVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    require_fields(findings, at, &[("driver", &source.driver)]);
    for (key, _) in entries(source.options.as_ref()) {
        let domain = lower_case(key.split('/').next().unwrap_or(key));
        let reserved = |suffix: &str| {
            domain.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if reserved("kubernetes.io") || reserved("k8s.io") {
            let at = at.field("options");
            let detail = "must not be of kubernetes.io or k8s.io, which are reserved";
            findings.invalid(rule::FLEX_VOLUME_OPTION, &at.key(key), key, detail);
        }
    }
}

fn validate_azure_disk(source: &v1::AzureDiskVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    require_fields(findings, at, &[("diskName", &source.disk_name), ("diskURI", &source.disk_uri)]);
    if let Some(mode) = &source.caching_mode {
        let known = ["None", "ReadOnly", "ReadWrite"];
        require_one_of(findings, rule::AZURE_DISK_CACHING, &at.field("cachingMode"), mode, &known);
    }
    let kind = source.kind.as_deref().unwrap_or("Shared");
    require_one_of(
        findings,
        rule::AZURE_DISK_KIND,
        &at.field("kind"),
        kind,
        &["Dedicated", "Managed", "Shared"],
    );
    let start = if kind == "Managed" { "/subscriptions/" } else { "https://" };
    if !source.disk_uri.starts_with(start) {
        let known = [&*format!("{start}..")];
        findings.not_supported(rule::AZURE_DISK_URI, &at.field("diskURI"), &source.disk_uri, &known);
    }
}

fn validate_storageos(source: &v1::StorageOSVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    let (name, namespace) = (text(source.volume_name.as_ref()), text(source.volume_namespace.as_ref()));
    require_fields(findings, at, &[("volumeName", name)]);
    for (field, text) in [("volumeName", name), ("volumeNamespace", namespace)] {
        if !text.is_empty() {
            require_grammar(findings, rule::STORAGEOS_NAME, &at.field(field), text, grammar::label);
        }
    }
    require_secret(findings, at, source.secret_ref.as_ref());
}

/// The maximum length of a CSI driver's name, in bytes.
const DRIVER_MAX: usize = 63;

fn validate_csi(scope: &Scope<'_>, source: &v1::CSIVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    let driver_at = at.field("driver");
    if source.driver.is_empty() {
        findings.required(rule::VOLUME_SOURCE_INCOMPLETE, &driver_at, "");
    }
    if !source.driver.is_empty() || !scope.gates.csi_driver_once {
        if source.driver.len() > DRIVER_MAX {
            findings.too_long(rule::CSI_DRIVER_TOO_LONG, &driver_at, DRIVER_MAX);
        }
        require_grammar_in_lower_case(
            findings,
            rule::CSI_DRIVER,
            &driver_at,
            &source.driver,
            grammar::any_case_subdomain,
        );
    }
    if let Some(secret) = &source.node_publish_secret_ref {
        if secret.name.is_empty() {
            let at = at.field("nodePublishSecretRef");
            findings.required(rule::VOLUME_SOURCE_INCOMPLETE, &at.field("name"), "");
        } else {
            // The API server writes `name` as a field of the source.
            require_grammar(
                findings,
                rule::REFERENCE_NAME_INVALID,
                &at.field("name"),
                &secret.name,
                grammar::subdomain,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_host_and_port;

    #[test]
    fn a_registry_is_split_as_go_splits_it() {
        for good in ["host:1", ":1", "host:", "[::1]:80", ":"] {
            assert!(is_host_and_port(good), "{good}");
        }
        for bad in ["", "host", "::1:80", "[::1]", "[::1]80", "a[b:1", "host:1]"] {
            assert!(!is_host_and_port(bad), "{bad}");
        }
    }
}
