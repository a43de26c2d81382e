//! Zeros and empty texts that the API server replaces by its defaults.
//!
//! A manifest that has them differs from the object in the cluster for ever. The builder writes none.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::warning::Warnings;

#[inline]
pub(super) fn advise(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let mut zeros = Zeros(advice);
    let of = scope.spec;
    zeros.text(of.restart_policy.as_ref(), &spec.field("restartPolicy"));
    zeros.text(of.dns_policy.as_ref(), &spec.field("dnsPolicy"));
    zeros.text(of.scheduler_name.as_ref(), &spec.field("schedulerName"));
    for (i, container) in scope.init_containers().iter().enumerate() {
        zeros.container(container, &spec.item("initContainers", i));
    }
    for (i, container) in scope.spec.containers.iter().enumerate() {
        zeros.container(container, &spec.item("containers", i));
    }
}

struct Zeros<'w>(&'w mut Warnings);

impl Zeros<'_> {
    #[inline]
    fn container(&mut self, container: &v1::Container, at: &Path<'_>) {
        self.text(container.image_pull_policy.as_ref(), &at.field("imagePullPolicy"));
        self.text(container.termination_message_path.as_ref(), &at.field("terminationMessagePath"));
        self.text(container.termination_message_policy.as_ref(), &at.field("terminationMessagePolicy"));
        for (i, port) in list(container.ports.as_ref()).iter().enumerate() {
            self.text(port.protocol.as_ref(), &at.item("ports", i).field("protocol"));
        }
        for (i, var) in list(container.env.as_ref()).iter().enumerate() {
            if let Some(field) = var.value_from.as_ref().and_then(|source| source.field_ref.as_ref()) {
                let at = at.item("env", i);
                self.text(field.api_version.as_ref(), &at.field("valueFrom.fieldRef.apiVersion"));
            }
        }
        self.probe(container.liveness_probe.as_ref(), &at.field("livenessProbe"));
        self.probe(container.readiness_probe.as_ref(), &at.field("readinessProbe"));
        self.probe(container.startup_probe.as_ref(), &at.field("startupProbe"));
        let lifecycle = container.lifecycle.as_ref();
        let at = at.field("lifecycle");
        for (field, hook) in [
            ("postStart.httpGet", lifecycle.and_then(|lifecycle| lifecycle.post_start.as_ref())),
            ("preStop.httpGet", lifecycle.and_then(|lifecycle| lifecycle.pre_stop.as_ref())),
        ] {
            self.http(hook.and_then(|hook| hook.http_get.as_ref()), &at.field(field));
        }
    }

    #[inline]
    fn probe(&mut self, probe: Option<&v1::Probe>, at: &Path<'_>) {
        let Some(probe) = probe else { return };
        self.number(probe.timeout_seconds, 1, &at.field("timeoutSeconds"));
        self.number(probe.period_seconds, 10, &at.field("periodSeconds"));
        self.number(probe.success_threshold, 1, &at.field("successThreshold"));
        self.number(probe.failure_threshold, 3, &at.field("failureThreshold"));
        self.http(probe.http_get.as_ref(), &at.field("httpGet"));
    }

    #[inline]
    fn http(&mut self, http: Option<&v1::HTTPGetAction>, at: &Path<'_>) {
        let Some(http) = http else { return };
        self.text(http.path.as_ref(), &at.field("path"));
        self.text(http.scheme.as_ref(), &at.field("scheme"));
    }

    #[inline]
    fn number(&mut self, number: Option<i32>, default: i32, at: &Path<'_>) {
        if number == Some(0) {
            let message = format!(
                "the API server replaces 0 by {default}, so the manifest differs from the cluster for ever; write \
                 {default}, or leave the field out"
            );
            self.0.warn(rule::ADVICE_ZERO_VALUE, at, message);
        }
    }

    #[inline]
    fn text(&mut self, text: Option<&String>, at: &Path<'_>) {
        if text.is_some_and(String::is_empty) {
            let message = "the API server replaces the empty text by a default, so the manifest differs from the \
                           cluster for ever; leave the field out";
            self.0.warn(rule::ADVICE_ZERO_VALUE, at, message);
        }
    }
}
