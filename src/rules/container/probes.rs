//! Probes and lifecycle hooks.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::ports::validate_number;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, require_grammar, require_not_negative, require_one_of, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::value::grammar;

/// Returns the lifecycle that the API server sees. It drops a stop signal, whose feature gate is off.
pub(crate) fn lifecycle<'p>(container: &ContainerView<'p>) -> Option<&'p v1::Lifecycle> {
    container.lifecycle.filter(|lifecycle| {
        let only_signal = lifecycle.post_start.is_none() && lifecycle.pre_stop.is_none();
        !(only_signal && lifecycle.stop_signal.is_some())
    })
}

/// Validates hooks and probes of a regular container or a sidecar.
pub(crate) fn validate_long_running(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if let Some(lifecycle) = container.lifecycle {
        let at = at.field("lifecycle");
        for (name, hook) in [("postStart", &lifecycle.post_start), ("preStop", &lifecycle.pre_stop)] {
            if let Some(hook) = hook {
                validate_hook(scope, hook, &at.field(name), findings);
            }
        }
    }
    if let Some(probe) = container.liveness_probe {
        let at = at.field("livenessProbe");
        validate_probe(probe, &at, findings);
        validate_one_success(probe, &at, findings);
    }
    if let Some(probe) = container.readiness_probe {
        let at = at.field("readinessProbe");
        validate_probe(probe, &at, findings);
        if let Some(seconds) = probe.termination_grace_period_seconds {
            let detail = "must not be set: a readiness probe ends no container";
            let at = at.field("terminationGracePeriodSeconds");
            findings.invalid_plain(rule::READINESS_GRACE_PERIOD, &at, seconds, detail);
        }
    }
    if let Some(probe) = container.startup_probe {
        let at = at.field("startupProbe");
        validate_probe(probe, &at, findings);
        validate_one_success(probe, &at, findings);
    }
}

/// Reports hooks and probes of an init container that is not a sidecar.
pub(crate) fn forbid_probes_and_hooks(container: &ContainerView<'_>, at: &Path<'_>, findings: &mut Findings) {
    let set = [
        ("lifecycle", lifecycle(container).is_some()),
        ("livenessProbe", container.liveness_probe.is_some()),
        ("readinessProbe", container.readiness_probe.is_some()),
        ("startupProbe", container.startup_probe.is_some()),
    ];
    for (field, _) in set.into_iter().filter(|(_, is_set)| *is_set) {
        let detail = "must not be set for an init container, unless it is a sidecar (restartPolicy: Always)";
        findings.forbidden(rule::INIT_CONTAINER_PROBED, &at.field(field), detail);
    }
}

fn validate_one_success(probe: &v1::Probe, at: &Path<'_>, findings: &mut Findings) {
    match probe.success_threshold {
        None | Some(0 | 1) => {}
        Some(threshold) => {
            let detail = "must be 1: only a readiness probe may ask for more";
            let at = at.field("successThreshold");
            findings.invalid_plain(rule::PROBE_SUCCESS_THRESHOLD, &at, threshold, detail);
        }
    }
}

fn validate_probe(probe: &v1::Probe, at: &Path<'_>, findings: &mut Findings) {
    let mut handler = Handler::new(at);
    handler.exec(probe.exec.as_ref(), findings);
    handler.http_get(probe.http_get.as_ref(), findings);
    handler.tcp_socket(probe.tcp_socket.as_ref(), findings);
    if let Some(grpc) = &probe.grpc
        && handler.is_first("grpc", findings)
    {
        let at = at.field("grpc");
        validate_number(rule::HANDLER_PORT_RANGE, &at.field("port"), grpc.port, findings);
    }
    handler.finish(findings);
    let numbers = [
        ("initialDelaySeconds", probe.initial_delay_seconds),
        ("timeoutSeconds", probe.timeout_seconds),
        ("periodSeconds", probe.period_seconds),
        ("successThreshold", probe.success_threshold),
        ("failureThreshold", probe.failure_threshold),
    ];
    for (field, number) in numbers {
        require_not_negative(findings, rule::PROBE_NEGATIVE, &at.field(field), number.unwrap_or(0).into());
    }
    match probe.termination_grace_period_seconds {
        Some(seconds) if seconds <= 0 => {
            let at = at.field("terminationGracePeriodSeconds");
            findings.invalid_plain(rule::PROBE_GRACE_PERIOD, &at, seconds, "must be at least 1");
        }
        _ => {}
    }
}

fn validate_hook(scope: &Scope<'_>, hook: &v1::LifecycleHandler, at: &Path<'_>, findings: &mut Findings) {
    let mut handler = Handler::new(at);
    handler.exec(hook.exec.as_ref(), findings);
    handler.http_get(hook.http_get.as_ref(), findings);
    handler.tcp_socket(hook.tcp_socket.as_ref(), findings);
    if let Some(sleep) = &hook.sleep
        && handler.is_first("sleep", findings)
    {
        let most = scope.grace_period();
        if sleep.seconds < 0 || sleep.seconds > most {
            let detail = format!("must be between 0 and terminationGracePeriodSeconds, {most}");
            findings.invalid_plain(rule::HOOK_SLEEP_RANGE, &at.field("sleep"), sleep.seconds, &detail);
        }
    }
    handler.finish(findings);
}

/// The handlers of a probe or a hook, of which there is exactly one.
struct Handler<'a> {
    at: &'a Path<'a>,
    is_set: bool,
}

impl<'a> Handler<'a> {
    fn new(at: &'a Path<'a>) -> Self {
        Self { at, is_set: false }
    }

    /// Tells whether `field` is the first handler, and reports it if it is not.
    fn is_first(&mut self, field: &str, findings: &mut Findings) -> bool {
        if self.is_set {
            findings.forbidden(rule::HANDLER_SECOND, &self.at.field(field), "must be the only handler");
            return false;
        }
        self.is_set = true;
        true
    }

    fn exec(&mut self, exec: Option<&v1::ExecAction>, findings: &mut Findings) {
        let Some(exec) = exec else { return };
        if self.is_first("exec", findings) && list(exec.command.as_ref()).is_empty() {
            let at = self.at.field("exec");
            findings.required(rule::HANDLER_COMMAND_REQUIRED, &at.field("command"), "say what to execute");
        }
    }

    fn http_get(&mut self, http: Option<&v1::HTTPGetAction>, findings: &mut Findings) {
        let Some(http) = http else { return };
        if !self.is_first("httpGet", findings) {
            return;
        }
        let at = self.at.field("httpGet");
        validate_port(&http.port, &at.field("port"), findings);
        let scheme = text_or(http.scheme.as_ref(), "HTTP");
        require_one_of(findings, rule::HANDLER_SCHEME, &at.field("scheme"), scheme, &["HTTP", "HTTPS"]);
        for header in list(http.http_headers.as_ref()) {
            let at = at.field("httpHeaders");
            require_grammar(findings, rule::HANDLER_HEADER_NAME, &at, &header.name, grammar::header_name);
        }
    }

    fn tcp_socket(&mut self, tcp: Option<&v1::TCPSocketAction>, findings: &mut Findings) {
        let Some(tcp) = tcp else { return };
        if self.is_first("tcpSocket", findings) {
            validate_port(&tcp.port, &self.at.field("tcpSocket").field("port"), findings);
        }
    }

    fn finish(self, findings: &mut Findings) {
        if !self.is_set {
            findings.required(
                rule::HANDLER_REQUIRED,
                self.at,
                "say what to do: exec, httpGet, tcpSocket or another",
            );
        }
    }
}

/// Validates a port: a number, or the name of a port. The API server does not check that the container declares it.
fn validate_port(port: &IntOrString, at: &Path<'_>, findings: &mut Findings) {
    match port {
        IntOrString::Int(port) => validate_number(rule::HANDLER_PORT_RANGE, at, *port, findings),
        IntOrString::String(name) => {
            require_grammar(findings, rule::HANDLER_PORT_NAME, at, name, grammar::port_name);
        }
    }
}
