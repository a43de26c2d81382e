//! Volumes of a pod: unique names, and one source each.

use k8s_openapi::api::core::v1;

use super::{claims, disks, files};
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, require_set_and_grammar};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::index::Index;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::object::metadata;
use crate::value::grammar;

/// The number of volumes that are searched one by one. Beyond it, an index is made.
const FEW: usize = 16;

/// The volumes that containers can mount: those without violations.
#[derive(Debug, Default)]
pub(crate) struct Volumes<'p> {
    all: &'p [v1::Volume],
    /// The indices in `all` of the volumes that cannot be mounted, in ascending order.
    bad: Vec<usize>,
    /// The volumes by name, if there are more than [`FEW`].
    index: Option<Index<'p, &'p v1::Volume>>,
}

impl<'p> Volumes<'p> {
    pub(crate) fn get(&self, name: &str) -> Option<&'p v1::Volume> {
        if let Some(index) = &self.index {
            return index.get(name).copied();
        }
        let is_good = |i: &usize| self.bad.binary_search(i).is_err();
        self.all
            .iter()
            .enumerate()
            .find(|(i, volume)| volume.name == name && is_good(i))
            .map(|(_, volume)| volume)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Tells whether a volume is an emptyDir. A volume without a source becomes one.
pub(crate) fn is_empty_dir(volume: &v1::Volume) -> bool {
    volume.empty_dir.is_some() || sources(volume).next().is_none()
}

/// Validates the volumes, and returns those that containers can mount.
pub(crate) fn validate<'p>(scope: &Scope<'p>, spec: &Path<'_>, findings: &mut Findings) -> Volumes<'p> {
    let all = list(scope.spec.volumes.as_ref());
    let index = all.get(FEW).map(|_| Index::new());
    let mut volumes = Volumes { all, index, ..Volumes::default() };
    let pod_name = scope.metadata.filter(|_| scope.is_pod()).map(metadata::name).unwrap_or_default();
    let mut names = Seen::<_>::new();
    let mut index = 0;
    for (i, volume) in all.iter().enumerate() {
        if volume.image.is_some() && !scope.gates.image_volume {
            volumes.bad.push(i);
            continue;
        }
        let at = spec.item("volumes", index);
        index += 1;
        let before = findings.len();
        validate_source(scope, volume, &pod_name, &at, findings);
        let ids = (rule::VOLUME_NAME_REQUIRED, rule::VOLUME_NAME_INVALID);
        require_set_and_grammar(findings, ids, &at.field("name"), &volume.name, grammar::label);
        if names.contains(&*volume.name) {
            findings.duplicate(rule::VOLUME_NAME_DUPLICATE, &at.field("name"), &volume.name);
        }
        if findings.len() > before {
            volumes.bad.push(i);
        } else {
            names.insert(&*volume.name);
            if let Some(index) = &mut volumes.index {
                index.insert(&*volume.name, volume);
            }
        }
        claims::validate_reference(scope, volume, &at, findings);
    }
    volumes
}

/// Defines the names of all sources, and a function that returns which of them a volume has set.
macro_rules! sources {
    ($($name:literal: $field:ident,)+) => {
        const SOURCES: &[&str] = &[$($name),+];

        /// Returns a bit for each source that is set. The lowest bit is the first source.
        fn sources_set(volume: &v1::Volume) -> u32 {
            const { assert!(SOURCES.len() < 32, "one bit stays zero, which ends the search") };
            let (mut set, mut bit) = (0, 1);
            $(
                set |= if volume.$field.is_some() { bit } else { 0 };
                bit <<= 1;
            )+
            set
        }
    };
}

// In the order in which the API server reads them.
sources! {
    "emptyDir": empty_dir,
    "hostPath": host_path,
    "gitRepo": git_repo,
    "gcePersistentDisk": gce_persistent_disk,
    "awsElasticBlockStore": aws_elastic_block_store,
    "secret": secret,
    "nfs": nfs,
    "iscsi": iscsi,
    "glusterfs": glusterfs,
    "flocker": flocker,
    "persistentVolumeClaim": persistent_volume_claim,
    "rbd": rbd,
    "cinder": cinder,
    // The API server misspells this field and downwardAPI in its report on a second source.
    "cephFS": cephfs,
    "quobyte": quobyte,
    "downwarAPI": downward_api,
    "fc": fc,
    "flexVolume": flex_volume,
    "configMap": config_map,
    "azureFile": azure_file,
    "vsphereVolume": vsphere_volume,
    "photonPersistentDisk": photon_persistent_disk,
    "portworxVolume": portworx_volume,
    "azureDisk": azure_disk,
    "storageos": storageos,
    "projected": projected,
    "scaleIO": scale_io,
    "csi": csi,
    "ephemeral": ephemeral,
    "image": image,
}

/// Returns the sources that are set in a volume, in the API server's order.
fn sources(volume: &v1::Volume) -> impl Iterator<Item = &'static str> + use<> {
    let mut left = sources_set(volume);
    std::iter::from_fn(move || {
        let source = SOURCES.get(left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(*source)
    })
}

fn validate_source(
    scope: &Scope<'_>,
    volume: &v1::Volume,
    pod_name: &str,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let mut sources = sources(volume);
    let first = sources.next();
    // The API server validates only the first source.
    match first {
        None => {}
        Some("emptyDir") => validate_empty_dir(volume, at, findings),
        Some("secret" | "configMap" | "downwarAPI" | "projected") => {
            files::validate(scope, volume, at, findings);
        }
        Some("persistentVolumeClaim") => claims::validate_claim(volume, at, findings),
        Some("ephemeral") => claims::validate_ephemeral(scope, volume, pod_name, at, findings),
        Some(_) => disks::validate(scope, volume, at, findings),
    }
    disks::validate_iscsi_portal(volume, at, findings);
    for second in sources {
        findings.forbidden(
            rule::VOLUME_SECOND_SOURCE,
            &at.field(second),
            "must be the only source of the volume",
        );
    }
}

fn validate_empty_dir(volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    let limit = volume.empty_dir.as_ref().and_then(|source| source.size_limit.as_ref());
    let at = at.field("emptyDir");
    let at = at.field("sizeLimit");
    if let Some(limit) = limit.and_then(|limit| Amount::read(limit, &at, findings))
        && limit.is_negative()
    {
        findings.forbidden(rule::EMPTY_DIR_NEGATIVE, &at, "must not be negative");
    }
}
