//! Advice: what every API server accepts, but hardly anyone means.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::catalog as rule;
use super::check::text;
use super::container::ContainerView;
use super::path::Path;
use super::scope::Scope;
use super::seen::Seen;
use super::validate::Validate;
use super::version::KubeVersion;
use super::warning::{Warning, Warnings};
use super::{mounts, references};

/// Returns this crate's advice about a pod or a pod template: what every API server accepts, but hardly anyone means.
///
/// Advice never rejects an object. [`ADVICE`](super::ADVICE) lists all of it. The field paths of a template are relative to
/// the template.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules;
///
/// let container = v1::Container { name: "web".into(), image: Some("nginx".into()), ..Default::default() };
/// let pod = v1::Pod { spec: Some(v1::PodSpec { containers: vec![container], ..Default::default() }), ..Default::default() };
/// let advice = rules::advise(&pod);
/// assert_eq!(advice[0].rule(), "advice-image-tag");
/// assert_eq!(advice[0].field(), "spec.containers[0].image");
/// ```
#[must_use]
pub fn advise<T: Validate>(object: &T) -> Vec<Warning> {
    object.find_advice(KubeVersion::ENABLED)
}

pub(super) fn advise_on(scope: &Scope<'_>) -> Vec<Warning> {
    let mut advice = Warnings::default();
    let at = Path::ROOT.field("spec");
    advise_volumes(scope, &at, &mut advice);
    for container in scope.containers() {
        let (container, at) = (container.view(), container.at(&at));
        advise_image(&container, &at, &mut advice);
        advise_env(&container, &at, &mut advice);
        advise_arguments(&container, &at, &mut advice);
        advise_mounts(scope, &container, &at, &mut advice);
        advise_probes(&container, &at, &mut advice);
    }
    advice.into_list()
}

fn advise_volumes(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let (mut mounted, mut shared) = (Seen::<_>::new(), Seen::<_>::new());
    let mut containers = 0;
    for container in scope.containers() {
        containers += 1;
        let container = container.view();
        let mut own = Seen::<_>::new();
        let mounts = mounts::visible_mounts(scope, &container).map(|mount| &*mount.name);
        let devices = container.volume_devices.iter().map(|device| &*device.name);
        for name in mounts.chain(devices).filter(|name| own.insert(*name)) {
            if !mounted.insert(name) {
                shared.insert(name);
            }
        }
    }
    for (i, volume) in scope.volumes().enumerate() {
        let at = spec.item("volumes", i);
        let name = &*volume.name;
        if !mounted.contains(name) {
            let message = "no container mounts it";
            advice.warn(rule::ADVICE_VOLUME_UNUSED, &at, message);
        } else if containers > 1 && !shared.contains(name) && super::volumes::is_empty_dir(volume) {
            let message = "one container only mounts it, so nothing is shared";
            advice.warn(rule::ADVICE_VOLUME_ONE_USER, &at, message);
        }
    }
}

fn advise_image(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let image = container.image;
    let name = image.rsplit('/').next().unwrap_or(image);
    let message = match name.split_once(':') {
        _ if image.is_empty() || name.contains('@') => return,
        None => "has no tag, so that any release may run",
        Some((_, "latest")) => "has the tag latest, so that any release may run",
        Some(_) => return,
    };
    advice.warn(rule::ADVICE_IMAGE_TAG, &at.field("image"), message);
}

/// The last words in the names of variables that hold secrets.
const SECRET_WORDS: &[&str] =
    &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY"];

fn advise_env(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let mut earlier = Seen::<_>::new();
    for (i, var) in container.env.iter().enumerate() {
        let value = text(var.value.as_ref());
        let at = at.item("env", i);
        let name = var.name.to_ascii_uppercase();
        let ends_with =
            |word: &str| name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
        if !value.is_empty() && !value.contains("$(") && SECRET_WORDS.iter().any(|word| ends_with(word)) {
            let message = "looks like a secret in plain text; take it from a Secret with secretKeyRef";
            advice.warn(rule::ADVICE_SECRET_LITERAL, &at.field("value"), message);
        }
        if container.env_from.is_empty() {
            advise_references(value, |name| earlier.contains(name), &at.field("value"), advice);
        }
        earlier.insert(&*var.name);
    }
}

fn advise_arguments(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    if !container.env_from.is_empty() {
        return;
    }
    let mut names = Seen::<_>::new();
    names.extend(container.env.iter().map(|var| &*var.name));
    for (field, list) in [("command", container.command), ("args", container.args)] {
        for (i, argument) in list.iter().enumerate() {
            advise_references(argument, |name| names.contains(name), &at.item(field, i), advice);
        }
    }
}

fn advise_references(value: &str, is_known: impl Fn(&str) -> bool, at: &Path<'_>, advice: &mut Warnings) {
    for name in references::names(value).filter(|name| references::is_variable(name)) {
        if !is_known(name) && !references::is_of_service(name) {
            let message = format!(
                "$({name}) names no variable set before it, and stays as it is; write $$({name}) to mean that"
            );
            advice.warn(rule::ADVICE_REFERENCE_UNKNOWN, at, message);
        }
    }
}

fn advise_mounts(scope: &Scope<'_>, container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let mut paths = Seen::<_>::new();
    for (i, mount) in mounts::visible_mounts(scope, container).enumerate() {
        let at = at.item("volumeMounts", i);
        let at = at.field("mountPath");
        let path = &*mount.mount_path;
        if !path.is_empty() && !path.starts_with('/') && !scope.is_windows() {
            advice.warn(
                rule::ADVICE_MOUNT_RELATIVE,
                &at,
                "is relative; where it leads depends on the runtime",
            );
        }
        let trimmed = path.trim_end_matches('/');
        if trimmed.is_empty() && !path.is_empty() {
            advice.warn(rule::ADVICE_MOUNT_ROOT, &at, "hides the whole file system of the image");
        } else if !paths.insert(trimmed) {
            advice.warn(rule::ADVICE_MOUNT_TWIN, &at, "is the path of another mount but for a final '/'");
        }
    }
}

fn advise_probes(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let probes = [
        ("livenessProbe", container.liveness_probe),
        ("readinessProbe", container.readiness_probe),
        ("startupProbe", container.startup_probe),
    ];
    for (field, probe) in probes {
        let Some(probe) = probe else { continue };
        let ports = [
            ("httpGet", probe.http_get.as_ref().map(|http| &http.port)),
            ("tcpSocket", probe.tcp_socket.as_ref().map(|tcp| &tcp.port)),
        ];
        for (handler, port) in ports {
            let Some(IntOrString::String(name)) = port else { continue };
            if !container.ports.iter().any(|port| port.name.as_ref() == Some(name)) {
                let at = at.field(field);
                let at = at.field(handler);
                let message = format!("no port of the container is named {name:?}");
                advice.warn(rule::ADVICE_PROBE_PORT, &at.field("port"), message);
            }
        }
    }
}
