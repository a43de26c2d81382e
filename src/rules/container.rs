//! What every container must say: its name, its image, its policies.

use k8s_openapi::api::core::v1;

use super::catalog as rule;
use super::check::{fits, is_given, is_given_and_fits, list, one_of, text, text_or};
use super::path::Path;
use super::report::Report;
use super::scope::Scope;
use super::seen::{CONTAINERS, Seen};
use super::volumes::Volumes;
use super::{env, mounts, ports, probes, resources, restart, security};
use crate::value::grammar;

/// What regular, init and ephemeral containers have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Common<'p> {
    /// Ephemeral containers get fewer defaults.
    pub(crate) is_ephemeral: bool,
    pub(crate) name: &'p str,
    pub(crate) image: &'p str,
    pub(crate) image_pull_policy: &'p str,
    pub(crate) termination_message_policy: &'p str,
    pub(crate) command: &'p [String],
    pub(crate) args: &'p [String],
    pub(crate) env: &'p [v1::EnvVar],
    pub(crate) env_from: &'p [v1::EnvFromSource],
    pub(crate) ports: &'p [v1::ContainerPort],
    pub(crate) volume_mounts: &'p [v1::VolumeMount],
    pub(crate) volume_devices: &'p [v1::VolumeDevice],
    pub(crate) resources: Option<&'p v1::ResourceRequirements>,
    pub(crate) resize_policy: &'p [v1::ContainerResizePolicy],
    pub(crate) security_context: Option<&'p v1::SecurityContext>,
    pub(crate) lifecycle: Option<&'p v1::Lifecycle>,
    pub(crate) liveness_probe: Option<&'p v1::Probe>,
    pub(crate) readiness_probe: Option<&'p v1::Probe>,
    pub(crate) startup_probe: Option<&'p v1::Probe>,
    pub(crate) restart: restart::Policy<'p>,
}

macro_rules! common {
    ($Type:ty, $is_ephemeral:expr) => {
        impl<'p> From<&'p $Type> for Common<'p> {
            fn from(container: &'p $Type) -> Self {
                Self {
                    is_ephemeral: $is_ephemeral,
                    name: &container.name,
                    image: text(container.image.as_ref()),
                    image_pull_policy: text(container.image_pull_policy.as_ref()),
                    termination_message_policy: text_or(
                        container.termination_message_policy.as_ref(),
                        "File",
                    ),
                    command: list(container.command.as_ref()),
                    args: list(container.args.as_ref()),
                    env: list(container.env.as_ref()),
                    env_from: list(container.env_from.as_ref()),
                    ports: list(container.ports.as_ref()),
                    volume_mounts: list(container.volume_mounts.as_ref()),
                    volume_devices: list(container.volume_devices.as_ref()),
                    resources: container.resources.as_ref(),
                    resize_policy: list(container.resize_policy.as_ref()),
                    security_context: container.security_context.as_ref(),
                    lifecycle: container.lifecycle.as_ref(),
                    liveness_probe: container.liveness_probe.as_ref(),
                    readiness_probe: container.readiness_probe.as_ref(),
                    startup_probe: container.startup_probe.as_ref(),
                    restart: restart::Policy::from(container),
                }
            }
        }
    };
}

common!(v1::Container, false);
common!(v1::EphemeralContainer, true);

/// Regular containers.
pub(crate) fn judge_regular<'p>(
    scope: &Scope<'p>,
    volumes: &Volumes<'p>,
    spec: &Path<'_>,
    report: &mut Report,
) {
    if scope.spec.containers.is_empty() {
        let detail = "a pod has at least one container";
        report.required(rule::CONTAINERS_REQUIRED, &spec.field("containers"), detail);
        return;
    }
    let mut names = Seen::<_, CONTAINERS>::new();
    for (i, container) in scope.spec.containers.iter().enumerate() {
        let at = spec.item("containers", i);
        let common = Common::from(container);
        judge_common(scope, &common, volumes, &at, report);
        if !names.insert(common.name) {
            report.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), common.name);
        }
        probes::judge_long_running(scope, &common, &at, report);
        restart::judge_regular(scope, &common, &at, report);
    }
    ports::judge_host_ports(scope, &scope.spec.containers, spec, report);
}

/// Init containers, and sidecars among them.
pub(crate) fn judge_init<'p>(scope: &Scope<'p>, volumes: &Volumes<'p>, spec: &Path<'_>, report: &mut Report) {
    if scope.init_containers().is_empty() {
        return;
    }
    let mut names = Seen::<_, CONTAINERS>::new();
    names.extend(scope.spec.containers.iter().map(|container| container.name.as_str()));
    for (i, container) in scope.init_containers().iter().enumerate() {
        let at = spec.item("initContainers", i);
        let common = Common::from(container);
        judge_common(scope, &common, volumes, &at, report);
        restart::judge_init(scope, &common, &at, report);
        if names.contains(common.name) {
            report.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), common.name);
        } else if !common.name.is_empty() {
            names.insert(common.name);
        }
        // Init containers run one after another, so their host ports conflict within each one only. The API
        // server names the first of the list, whichever it is.
        let list = spec.field("initContainers");
        ports::judge_host_ports_of_one(scope, container, &list.index(0), report);
        if common.restart.is_sidecar() {
            probes::judge_long_running(scope, &common, &at, report);
        } else {
            probes::forbid(&common, &at, report);
            restart::forbid_resize_restart(scope, &common, &at, report);
        }
    }
}

/// Ephemeral containers. Creation refuses them anyway; their own rules come first.
pub(crate) fn judge_ephemeral<'p>(
    scope: &Scope<'p>,
    volumes: &Volumes<'p>,
    spec: &Path<'_>,
    report: &mut Report,
) {
    if scope.ephemeral_containers().is_empty() {
        return;
    }
    let mut others = Seen::<_, CONTAINERS>::new();
    let mut names = Seen::<_, CONTAINERS>::new();
    for placed in scope.containers().filter(|placed| !placed.is_ephemeral()) {
        let container = placed.container();
        others.insert(container.name);
        names.insert(container.name);
    }
    for (i, container) in scope.ephemeral_containers().iter().enumerate() {
        let at = spec.item("ephemeralContainers", i);
        let common = Common::from(container);
        judge_common(scope, &common, volumes, &at, report);
        judge_image_padding(common.image, &at, report);
        if !names.insert(common.name) {
            report.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), common.name);
        }
        let target = text(container.target_container_name.as_ref());
        if !target.is_empty() && !others.contains(target) {
            report.not_found(rule::EPHEMERAL_TARGET_NOT_FOUND, &at.field("targetContainerName"), target);
        }
        forbid_for_ephemeral(scope, container, &common, &at, report);
    }
}

fn forbid_for_ephemeral(
    scope: &Scope<'_>,
    container: &v1::EphemeralContainer,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let resources = common.resources.is_some_and(|resources| {
        resources.limits.is_some()
            || resources.requests.is_some()
            || (scope.gates.resource_claims && resources.claims.is_some())
    });
    // Between the two it is dropped.
    let has_restart_policy = common.restart.policy.is_some()
        && (scope.gates.container_restart_rules || !scope.gates.regular_restart_policy);
    let set = [
        ("ports", container.ports.is_some()),
        ("resources", resources),
        ("resizePolicy", container.resize_policy.is_some()),
        ("restartPolicy", has_restart_policy),
        ("restartPolicyRules", scope.gates.container_restart_rules && common.restart.rules.is_set()),
        ("livenessProbe", common.liveness_probe.is_some()),
        ("readinessProbe", common.readiness_probe.is_some()),
        ("startupProbe", common.startup_probe.is_some()),
        ("lifecycle", probes::lifecycle(common).is_some()),
    ];
    let detail = "must not be set for an ephemeral container";
    for (field, _) in set.into_iter().filter(|(_, is_set)| *is_set) {
        report.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field(field), detail);
    }
    for (i, mount) in mounts::kept(scope, common).enumerate() {
        let at = at.item("volumeMounts", i);
        if !text(mount.sub_path.as_ref()).is_empty() {
            report.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field("subPath"), detail);
        }
        if !text(mount.sub_path_expr.as_ref()).is_empty() {
            report.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field("subPathExpr"), detail);
        }
    }
}

/// Space around the image is refused in pods only, and after all else.
pub(crate) fn judge_images(scope: &Scope<'_>, spec: &Path<'_>, report: &mut Report) {
    for (i, container) in scope.spec.containers.iter().enumerate() {
        judge_image_padding(text(container.image.as_ref()), &spec.item("containers", i), report);
    }
    for (i, container) in scope.init_containers().iter().enumerate() {
        judge_image_padding(text(container.image.as_ref()), &spec.item("initContainers", i), report);
    }
}

fn judge_image_padding(image: &str, at: &Path<'_>, report: &mut Report) {
    if image.starts_with(char::is_whitespace) || image.ends_with(char::is_whitespace) {
        let detail = "must have no space before or after it";
        report.invalid(rule::CONTAINER_IMAGE_PADDED, &at.field("image"), image, detail);
    }
}

fn judge_common<'p>(
    scope: &Scope<'p>,
    container: &Common<'p>,
    volumes: &Volumes<'p>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let ids = (rule::CONTAINER_NAME_REQUIRED, rule::CONTAINER_NAME_INVALID);
    is_given_and_fits(report, ids, &at.field("name"), container.name, grammar::label);
    is_given(report, rule::CONTAINER_IMAGE_REQUIRED, &at.field("image"), container.image);
    let known = ["File", "FallbackToLogsOnError"];
    let policy = at.field("terminationMessagePolicy");
    one_of(report, rule::TERMINATION_MESSAGE_POLICY, &policy, container.termination_message_policy, &known);
    ports::judge(scope, container, &at.field("ports"), report);
    env::judge(scope, container.env, &at.field("env"), report);
    env::judge_from(container.env_from, &at.field("envFrom"), report);
    mounts::judge(scope, container, volumes, at, report);
    judge_pull_policy(container.image_pull_policy, &at.field("imagePullPolicy"), report);
    resources::judge_container(scope, container.resources, !container.is_ephemeral, at, report);
    restart::judge_resize(scope, container, at, report);
    security::judge_container(scope, container.security_context, &at.field("securityContext"), report);
}

/// A pull policy; the API server has a default for an empty one.
pub(crate) fn judge_pull_policy(policy: &str, at: &Path<'_>, report: &mut Report) {
    if !policy.is_empty() {
        one_of(report, rule::PULL_POLICY, at, policy, &["Always", "IfNotPresent", "Never"]);
    }
}

/// A name that refers to an object: a subdomain.
pub(crate) fn judge_reference(report: &mut Report, at: &Path<'_>, name: &str) {
    fits(report, rule::REFERENCE_NAME_INVALID, at, name, grammar::subdomain);
}
