//! Probes and lifecycle hooks.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::catalog as rule;
use super::check::{fits, list, not_negative, one_of, text_or};
use super::container::Common;
use super::path::Path;
use super::ports::judge_number;
use super::report::Report;
use super::scope::Scope;
use crate::value::grammar;

/// The lifecycle that the API server sees: a stop signal is behind a gate that is off, and dropped.
pub(crate) fn lifecycle<'p>(container: &Common<'p>) -> Option<&'p v1::Lifecycle> {
    container.lifecycle.filter(|lifecycle| {
        let only_signal = lifecycle.post_start.is_none() && lifecycle.pre_stop.is_none();
        !(only_signal && lifecycle.stop_signal.is_some())
    })
}

/// Hooks and probes of a container that keeps running: a regular one or a sidecar.
pub(crate) fn judge_long_running(
    scope: &Scope<'_>,
    container: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) {
    if let Some(lifecycle) = container.lifecycle {
        let at = at.field("lifecycle");
        for (name, hook) in [("postStart", &lifecycle.post_start), ("preStop", &lifecycle.pre_stop)] {
            if let Some(hook) = hook {
                judge_hook(scope, hook, &at.field(name), report);
            }
        }
    }
    if let Some(probe) = container.liveness_probe {
        let at = at.field("livenessProbe");
        judge_probe(probe, &at, report);
        judge_one_success(probe, &at, report);
    }
    if let Some(probe) = container.readiness_probe {
        let at = at.field("readinessProbe");
        judge_probe(probe, &at, report);
        if let Some(seconds) = probe.termination_grace_period_seconds {
            let detail = "must not be set: a readiness probe ends no container";
            let at = at.field("terminationGracePeriodSeconds");
            report.invalid_plain(rule::READINESS_GRACE_PERIOD, &at, seconds, detail);
        }
    }
    if let Some(probe) = container.startup_probe {
        let at = at.field("startupProbe");
        judge_probe(probe, &at, report);
        judge_one_success(probe, &at, report);
    }
}

/// An init container that is no sidecar has neither hooks nor probes.
pub(crate) fn forbid(container: &Common<'_>, at: &Path<'_>, report: &mut Report) {
    let set = [
        ("lifecycle", lifecycle(container).is_some()),
        ("livenessProbe", container.liveness_probe.is_some()),
        ("readinessProbe", container.readiness_probe.is_some()),
        ("startupProbe", container.startup_probe.is_some()),
    ];
    for (field, _) in set.into_iter().filter(|(_, is_set)| *is_set) {
        let detail = "must not be set for an init container, unless it is a sidecar (restartPolicy: Always)";
        report.forbidden(rule::INIT_CONTAINER_PROBED, &at.field(field), detail);
    }
}

fn judge_one_success(probe: &v1::Probe, at: &Path<'_>, report: &mut Report) {
    match probe.success_threshold {
        None | Some(0 | 1) => {}
        Some(threshold) => {
            let detail = "must be 1: only a readiness probe may ask for more";
            let at = at.field("successThreshold");
            report.invalid_plain(rule::PROBE_SUCCESS_THRESHOLD, &at, threshold, detail);
        }
    }
}

fn judge_probe(probe: &v1::Probe, at: &Path<'_>, report: &mut Report) {
    let mut handler = Handler::new(at);
    handler.exec(probe.exec.as_ref(), report);
    handler.http_get(probe.http_get.as_ref(), report);
    handler.tcp_socket(probe.tcp_socket.as_ref(), report);
    if let Some(grpc) = &probe.grpc
        && handler.takes("grpc", report)
    {
        let at = at.field("grpc");
        judge_number(rule::HANDLER_PORT_RANGE, &at.field("port"), grpc.port, report);
    }
    handler.finish(report);
    let numbers = [
        ("initialDelaySeconds", probe.initial_delay_seconds),
        ("timeoutSeconds", probe.timeout_seconds),
        ("periodSeconds", probe.period_seconds),
        ("successThreshold", probe.success_threshold),
        ("failureThreshold", probe.failure_threshold),
    ];
    for (field, number) in numbers {
        not_negative(report, rule::PROBE_NEGATIVE, &at.field(field), number.unwrap_or(0).into());
    }
    match probe.termination_grace_period_seconds {
        Some(seconds) if seconds <= 0 => {
            let at = at.field("terminationGracePeriodSeconds");
            report.invalid_plain(rule::PROBE_GRACE_PERIOD, &at, seconds, "must be at least 1");
        }
        _ => {}
    }
}

fn judge_hook(scope: &Scope<'_>, hook: &v1::LifecycleHandler, at: &Path<'_>, report: &mut Report) {
    let mut handler = Handler::new(at);
    handler.exec(hook.exec.as_ref(), report);
    handler.http_get(hook.http_get.as_ref(), report);
    handler.tcp_socket(hook.tcp_socket.as_ref(), report);
    if let Some(sleep) = &hook.sleep
        && handler.takes("sleep", report)
    {
        let most = scope.grace_period();
        if sleep.seconds < 0 || sleep.seconds > most {
            let detail = format!("must be between 0 and terminationGracePeriodSeconds, {most}");
            report.invalid_plain(rule::HOOK_SLEEP_RANGE, &at.field("sleep"), sleep.seconds, &detail);
        }
    }
    handler.finish(report);
}

/// What a probe or a hook does: exactly one thing.
struct Handler<'a> {
    at: &'a Path<'a>,
    has_one: bool,
}

impl<'a> Handler<'a> {
    fn new(at: &'a Path<'a>) -> Self {
        Self { at, has_one: false }
    }

    /// Whether this is the first handler; reports a further one.
    fn takes(&mut self, field: &str, report: &mut Report) -> bool {
        if self.has_one {
            report.forbidden(rule::HANDLER_SECOND, &self.at.field(field), "must be the only handler");
            return false;
        }
        self.has_one = true;
        true
    }

    fn exec(&mut self, exec: Option<&v1::ExecAction>, report: &mut Report) {
        let Some(exec) = exec else { return };
        if self.takes("exec", report) && list(exec.command.as_ref()).is_empty() {
            let at = self.at.field("exec");
            report.required(rule::HANDLER_COMMAND_REQUIRED, &at.field("command"), "say what to execute");
        }
    }

    fn http_get(&mut self, http: Option<&v1::HTTPGetAction>, report: &mut Report) {
        let Some(http) = http else { return };
        if !self.takes("httpGet", report) {
            return;
        }
        let at = self.at.field("httpGet");
        judge_port(&http.port, &at.field("port"), report);
        let scheme = text_or(http.scheme.as_ref(), "HTTP");
        one_of(report, rule::HANDLER_SCHEME, &at.field("scheme"), scheme, &["HTTP", "HTTPS"]);
        for header in list(http.http_headers.as_ref()) {
            let at = at.field("httpHeaders");
            fits(report, rule::HANDLER_HEADER_NAME, &at, &header.name, grammar::header_name);
        }
    }

    fn tcp_socket(&mut self, tcp: Option<&v1::TCPSocketAction>, report: &mut Report) {
        let Some(tcp) = tcp else { return };
        if self.takes("tcpSocket", report) {
            judge_port(&tcp.port, &self.at.field("tcpSocket").field("port"), report);
        }
    }

    fn finish(self, report: &mut Report) {
        if !self.has_one {
            report.required(
                rule::HANDLER_REQUIRED,
                self.at,
                "say what to do: exec, httpGet, tcpSocket or another",
            );
        }
    }
}

/// A port by its number or by its name, which need not be declared.
fn judge_port(port: &IntOrString, at: &Path<'_>, report: &mut Report) {
    match port {
        IntOrString::Int(port) => judge_number(rule::HANDLER_PORT_RANGE, at, *port, report),
        IntOrString::String(name) => fits(report, rule::HANDLER_PORT_NAME, at, name, grammar::port_name),
    }
}
