//! Volume mounts and block devices of containers.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{has_dot_dot, list, require_one_of, require_relative, require_set, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;
use crate::rules::volume::validate::Volumes;
use crate::value::words::Propagation;

/// Validates the mounts and devices of a container.
pub(crate) fn validate<'p>(
    scope: &Scope<'p>,
    container: &ContainerView<'p>,
    volumes: &Volumes<'p>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    validate_mounts(scope, container, volumes, &at.field("volumeMounts"), findings);
    validate_devices(scope, container, volumes, &at.field("volumeDevices"), findings);
}

/// Returns the mounts that the API server sees. It drops mounts of image volumes while their feature gate is off.
pub(crate) fn visible_mounts<'p>(
    scope: &Scope<'p>,
    container: &ContainerView<'p>,
) -> impl DoubleEndedIterator<Item = &'p v1::VolumeMount> + use<'p> {
    let scope = *scope;
    container.volume_mounts.iter().filter(move |mount| {
        let is_dropped = |volume: &v1::Volume| volume.image.is_some() && volume.name == mount.name;
        scope.gates.image_volume || !list(scope.spec.volumes.as_ref()).iter().any(is_dropped)
    })
}

fn validate_mounts<'p>(
    scope: &Scope<'p>,
    container: &ContainerView<'p>,
    volumes: &Volumes<'p>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if container.volume_mounts.is_empty() {
        return;
    }
    // If two devices have the same name, the API server takes the last one.
    let devices = container.volume_devices.iter().map(|device| (&*device.name, &*device.device_path));
    let devices = (devices.len() > 0).then(|| LastPaths::new(devices));
    let mut paths = Seen::<_>::new();
    for (i, mount) in visible_mounts(scope, container).enumerate() {
        let item = at.index(i);
        require_set(findings, rule::MOUNT_NAME_REQUIRED, &item.field("name"), &mount.name);
        if !volumes.has(&mount.name) {
            findings.not_found(rule::MOUNT_VOLUME_NOT_FOUND, &item.field("name"), &mount.name);
        }
        let path_at = item.field("mountPath");
        require_set(findings, rule::MOUNT_PATH_REQUIRED, &path_at, &mount.mount_path);
        if !paths.insert(&*mount.mount_path) {
            let detail = "must be mounted once in a container";
            findings.invalid(rule::MOUNT_PATH_DUPLICATE, &path_at, &mount.mount_path, detail);
        }
        if devices.as_ref().is_some_and(|devices| devices.has_key(&mount.name)) {
            let detail = "must not be a device of the container as well";
            findings.invalid(rule::MOUNT_ALSO_DEVICE, &item.field("name"), &mount.name, detail);
        }
        if devices.as_ref().is_some_and(|devices| devices.has_value(&mount.mount_path)) {
            let detail = "must not be the path of a device as well";
            findings.invalid(rule::MOUNT_PATH_OF_DEVICE, &path_at, &mount.mount_path, detail);
        }
        validate_options(container, mount, at, &item, findings);
    }
}

/// Validates subpaths, propagation and recursive read-only. The API server names the list, without the index of the mount.
fn validate_options(
    container: &ContainerView<'_>,
    mount: &v1::VolumeMount,
    list: &Path<'_>,
    item: &Path<'_>,
    findings: &mut Findings,
) {
    let (sub_path, expression) = (text(mount.sub_path.as_ref()), text(mount.sub_path_expr.as_ref()));
    require_relative(findings, rule::MOUNT_SUB_PATH, &list.field("subPath"), sub_path);
    if !expression.is_empty() {
        if !sub_path.is_empty() {
            let detail = "must not be set beside subPath";
            findings.invalid(rule::MOUNT_SUB_PATH_TWICE, &item.field("subPathExpr"), expression, detail);
        }
        require_relative(findings, rule::MOUNT_SUB_PATH, &list.field("subPathExpr"), expression);
    }
    if let Some(propagation) = &mount.mount_propagation {
        let at = list.field("mountPropagation");
        require_one_of(findings, rule::MOUNT_PROPAGATION, &at, propagation, Propagation::WORDS);
        let privileged = container.security_context.is_some_and(|context| context.privileged == Some(true));
        if propagation == "Bidirectional" && !privileged {
            let detail = "Bidirectional needs a privileged container";
            findings.forbidden(rule::MOUNT_PROPAGATION_PRIVILEGED, &at, detail);
        }
    }
    let at = list.field("recursiveReadOnly");
    match mount.recursive_read_only.as_deref() {
        None | Some("Disabled") => {}
        Some("Enabled" | "IfPossible") => {
            if mount.read_only != Some(true) {
                findings.forbidden(rule::MOUNT_RECURSIVE_READ_ONLY, &at, "needs readOnly: true");
            }
            if mount.mount_propagation.as_ref().is_some_and(|propagation| propagation != "None") {
                findings.forbidden(rule::MOUNT_RECURSIVE_READ_ONLY, &at, "needs mountPropagation None");
            }
        }
        Some(other) => {
            let known = ["Disabled", "Enabled", "IfPossible"];
            findings.not_supported(rule::MOUNT_RECURSIVE_READ_ONLY_VALUE, &at, other, &known);
        }
    }
}

fn validate_devices<'p>(
    scope: &Scope<'p>,
    container: &ContainerView<'p>,
    volumes: &Volumes<'p>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if container.volume_devices.is_empty() {
        return;
    }
    let mounts =
        LastPaths::new(visible_mounts(scope, container).map(|mount| (&*mount.name, &*mount.mount_path)));
    let (mut names, mut paths) = (Seen::<_>::new(), Seen::<_>::new());
    for (i, device) in container.volume_devices.iter().enumerate() {
        let item = at.index(i);
        let (name_at, path_at) = (item.field("name"), item.field("devicePath"));
        let (name, path) = (&*device.name, &*device.device_path);
        require_set(findings, rule::DEVICE_NAME_REQUIRED, &name_at, name);
        if names.contains(name) {
            findings.invalid(
                rule::DEVICE_NAME_DUPLICATE,
                &name_at,
                name,
                "must be one device of a container only",
            );
        }
        match volumes.get(name) {
            None => findings.not_found(rule::DEVICE_VOLUME_NOT_FOUND, &name_at, name),
            Some(volume) if volume.persistent_volume_claim.is_none() && volume.ephemeral.is_none() => {
                let detail = "must be a volume of kind persistentVolumeClaim or ephemeral";
                findings.invalid(rule::DEVICE_VOLUME_KIND, &name_at, name, detail);
            }
            Some(_) => {}
        }
        require_set(findings, rule::DEVICE_PATH_REQUIRED, &path_at, path);
        if paths.contains(path) {
            findings.invalid(
                rule::DEVICE_PATH_DUPLICATE,
                &path_at,
                path,
                "must be one device of a container only",
            );
        }
        if has_dot_dot(path) {
            findings.invalid(rule::DEVICE_PATH_CLIMBS, &path_at, path, "must have no '..' element");
        } else {
            paths.insert(path);
        }
        if mounts.has_key(name) {
            let detail = "must not be mounted in the container as well";
            findings.invalid(rule::MOUNT_ALSO_DEVICE, &name_at, name, detail);
        }
        if mounts.has_value(path) {
            let detail = "must not be the path of a mount as well";
            findings.invalid(rule::MOUNT_PATH_OF_DEVICE, &path_at, path, detail);
        }
        if !name.is_empty() {
            names.insert(name);
        }
    }
}

/// The names of volumes, each with the last path that it is mounted at.
struct LastPaths<'p> {
    keys: Seen<'p, &'p str>,
    values: Seen<'p, &'p str>,
}

impl<'p> LastPaths<'p> {
    fn new(pairs: impl DoubleEndedIterator<Item = (&'p str, &'p str)>) -> Self {
        let (mut keys, mut values) = (Seen::<_>::new(), Seen::<_>::new());
        for (key, value) in pairs.rev() {
            if keys.insert(key) {
                values.insert(value);
            }
        }
        Self { keys, values }
    }

    fn has_key(&self, key: &'p str) -> bool {
        self.keys.contains(key)
    }

    fn has_value(&self, value: &'p str) -> bool {
        self.values.contains(value)
    }
}
