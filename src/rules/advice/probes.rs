//! Probes that aim at nothing, come too early, or hold back nothing.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::rules::catalog::pod as rule;
use crate::rules::container::mounts::visible_mounts;
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

/// What a probe has unless it is set, in seconds and failures.
const PERIOD: i64 = 10;
const FAILURES: i64 = 3;

#[inline]
pub(super) fn advise(scope: &Scope<'_>, container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    advise_port_names(container, at, advice);
    if let Some(liveness) = container.liveness_probe
        && container.startup_probe.is_none()
        && container.readiness_probe.is_none()
        && liveness.initial_delay_seconds.is_none_or(|delay| delay <= 0)
    {
        let message = "runs while the program still starts, so a slow start is restarted again and again; add a \
                       startupProbe, which it then waits for";
        advice.warn(rule::ADVICE_LIVENESS_ALONE, &at.field("livenessProbe"), message);
    }
    if let Some(startup) = container.startup_probe
        && let Some(deadline) = scope.spec.active_deadline_seconds.filter(|deadline| *deadline > 0)
        && startup_budget(startup) >= deadline
    {
        let message = format!(
            "allows {} s to start, and the pod ends after {deadline} s; write a smaller failureThreshold or a \
             larger activeDeadlineSeconds",
            startup_budget(startup)
        );
        advice.warn(rule::ADVICE_STARTUP_DEADLINE, &at.field("startupProbe"), message);
    }
}

/// Returns how many seconds a container has to start before its startup probe fails.
#[inline]
fn startup_budget(probe: &v1::Probe) -> i64 {
    let or = |number: Option<i32>, default| match number {
        Some(number) if number > 0 => i64::from(number),
        _ => default,
    };
    or(probe.initial_delay_seconds, 0)
        + or(probe.period_seconds, PERIOD) * or(probe.failure_threshold, FAILURES)
}

#[inline]
fn advise_port_names(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
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

/// Gives advice about ports of an init container that is no sidecar.
#[inline]
pub(super) fn advise_init_ports(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    if !container.ports.is_empty() {
        let message = "an init container ends before the pod takes requests; write restartPolicy: Always to make \
                       it a sidecar, or leave the ports out";
        advice.warn(rule::ADVICE_INIT_PORTS, &at.field("ports"), message);
    }
}

/// Gives advice about sidecars that provide files to the containers after them, and hold those back by a readiness probe,
/// which holds back nothing.
#[inline]
pub(super) fn advise_sidecars(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let is_shared = |volume: &v1::Volume| {
        crate::rules::volume::validate::is_empty_dir(volume) || volume.ephemeral.is_some()
    };
    let mut shared: Option<Keys<'_>> = None;
    // The volumes that the containers after the present one mount.
    let mut later = Keys::new();
    let mut found = Vec::new();
    let containers: Vec<_> = scope.containers().filter(|container| !container.is_ephemeral()).collect();
    for place in containers.iter().rev() {
        let container = place.view();
        let has_later =
            |mount: &v1::VolumeMount| mount.read_only != Some(true) && later.contains(&*mount.name);
        if place.is_init()
            && container.restart.is_sidecar()
            && container.readiness_probe.is_some()
            && container.startup_probe.is_none()
            && container.lifecycle.is_none_or(|lifecycle| lifecycle.post_start.is_none())
            && visible_mounts(scope, &container).any(has_later)
        {
            found.push(place);
        }
        let shared = shared.get_or_insert_with(|| {
            let mut shared = Keys::new();
            shared.extend(scope.volumes().filter(|volume| is_shared(volume)).map(|volume| &*volume.name));
            shared
        });
        let mounts = visible_mounts(scope, &container).map(|mount| &*mount.name);
        later.extend(mounts.filter(|name| shared.contains(*name)));
    }
    for place in found.into_iter().rev() {
        let at = place.at(spec);
        let message = "does not hold back the containers that share a volume with this sidecar: they start at once; \
                       write a startupProbe, which they wait for";
        advice.warn(rule::ADVICE_SIDECAR_STARTUP, &at.field("readinessProbe"), message);
    }
}
