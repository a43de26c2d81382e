//! Containers: names, images and policies.

use k8s_openapi::api::core::v1;

use super::catalog as rule;
use super::check::{
    list, require_grammar, require_one_of, require_set, require_set_and_grammar, text, text_or,
};
use super::findings::Findings;
use super::path::Path;
use super::scope::Scope;
use super::seen::{CONTAINERS, Seen};
use super::volumes::Volumes;
use super::{env, mounts, ports, probes, resources, restart, security};
use crate::value::grammar;

/// The fields that regular, init and ephemeral containers have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContainerView<'p> {
    /// The API server sets fewer defaults in ephemeral containers.
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

macro_rules! container_view {
    ($Type:ty, $is_ephemeral:expr) => {
        impl<'p> From<&'p $Type> for ContainerView<'p> {
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

container_view!(v1::Container, false);
container_view!(v1::EphemeralContainer, true);

/// Validates the regular containers.
pub(crate) fn validate_regular<'p>(
    scope: &Scope<'p>,
    volumes: &Volumes<'p>,
    spec: &Path<'_>,
    findings: &mut Findings,
) {
    if scope.spec.containers.is_empty() {
        let detail = "a pod has at least one container";
        findings.required(rule::CONTAINERS_REQUIRED, &spec.field("containers"), detail);
        return;
    }
    let mut names = Seen::<_, CONTAINERS>::new();
    for (i, container) in scope.spec.containers.iter().enumerate() {
        let at = spec.item("containers", i);
        let view = ContainerView::from(container);
        validate_common(scope, &view, volumes, &at, findings);
        if !names.insert(view.name) {
            findings.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), view.name);
        }
        probes::validate_long_running(scope, &view, &at, findings);
        restart::validate_regular(scope, &view, &at, findings);
    }
    ports::validate_host_ports(scope, &scope.spec.containers, spec, findings);
}

/// Validates the init containers, including sidecars.
pub(crate) fn validate_init<'p>(
    scope: &Scope<'p>,
    volumes: &Volumes<'p>,
    spec: &Path<'_>,
    findings: &mut Findings,
) {
    if scope.init_containers().is_empty() {
        return;
    }
    let mut names = Seen::<_, CONTAINERS>::new();
    names.extend(scope.spec.containers.iter().map(|container| container.name.as_str()));
    for (i, container) in scope.init_containers().iter().enumerate() {
        let at = spec.item("initContainers", i);
        let view = ContainerView::from(container);
        validate_common(scope, &view, volumes, &at, findings);
        restart::validate_init(scope, &view, &at, findings);
        if names.contains(view.name) {
            findings.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), view.name);
        } else if !view.name.is_empty() {
            names.insert(view.name);
        }
        // Init containers run one after another, so host ports conflict only within one container. The API server
        // always names the first item of the list.
        let list = spec.field("initContainers");
        ports::validate_host_ports_of_one(scope, container, &list.index(0), findings);
        if view.restart.is_sidecar() {
            probes::validate_long_running(scope, &view, &at, findings);
        } else {
            probes::forbid_probes_and_hooks(&view, &at, findings);
            restart::forbid_resize_restart(scope, &view, &at, findings);
        }
    }
}

/// Validates the ephemeral containers. A new pod cannot have any, but the API server reports their violations too.
pub(crate) fn validate_ephemeral<'p>(
    scope: &Scope<'p>,
    volumes: &Volumes<'p>,
    spec: &Path<'_>,
    findings: &mut Findings,
) {
    if scope.ephemeral_containers().is_empty() {
        return;
    }
    let mut others = Seen::<_, CONTAINERS>::new();
    let mut names = Seen::<_, CONTAINERS>::new();
    for container in scope.containers().filter(|container| !container.is_ephemeral()) {
        let view = container.view();
        others.insert(view.name);
        names.insert(view.name);
    }
    for (i, container) in scope.ephemeral_containers().iter().enumerate() {
        let at = spec.item("ephemeralContainers", i);
        let view = ContainerView::from(container);
        validate_common(scope, &view, volumes, &at, findings);
        validate_image_padding(view.image, &at, findings);
        if !names.insert(view.name) {
            findings.duplicate(rule::CONTAINER_NAME_DUPLICATE, &at.field("name"), view.name);
        }
        let target = text(container.target_container_name.as_ref());
        if !target.is_empty() && !others.contains(target) {
            findings.not_found(rule::EPHEMERAL_TARGET_NOT_FOUND, &at.field("targetContainerName"), target);
        }
        forbid_for_ephemeral(scope, container, &view, &at, findings);
    }
}

fn forbid_for_ephemeral(
    scope: &Scope<'_>,
    container: &v1::EphemeralContainer,
    view: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let resources = view.resources.is_some_and(|resources| {
        resources.limits.is_some()
            || resources.requests.is_some()
            || (scope.gates.resource_claims && resources.claims.is_some())
    });
    // In Kubernetes 1.34 the API server drops the field.
    let has_restart_policy = view.restart.policy.is_some()
        && (scope.gates.container_restart_rules || !scope.gates.regular_restart_policy);
    let set = [
        ("ports", container.ports.is_some()),
        ("resources", resources),
        ("resizePolicy", container.resize_policy.is_some()),
        ("restartPolicy", has_restart_policy),
        ("restartPolicyRules", scope.gates.container_restart_rules && view.restart.rules.is_set()),
        ("livenessProbe", view.liveness_probe.is_some()),
        ("readinessProbe", view.readiness_probe.is_some()),
        ("startupProbe", view.startup_probe.is_some()),
        ("lifecycle", probes::lifecycle(view).is_some()),
    ];
    let detail = "must not be set for an ephemeral container";
    for (field, _) in set.into_iter().filter(|(_, is_set)| *is_set) {
        findings.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field(field), detail);
    }
    for (i, mount) in mounts::visible_mounts(scope, view).enumerate() {
        let at = at.item("volumeMounts", i);
        if !text(mount.sub_path.as_ref()).is_empty() {
            findings.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field("subPath"), detail);
        }
        if !text(mount.sub_path_expr.as_ref()).is_empty() {
            findings.forbidden(rule::EPHEMERAL_FIELD_FORBIDDEN, &at.field("subPathExpr"), detail);
        }
    }
}

/// Reports space around images. The API server does so for pods only, after the other rules.
pub(crate) fn validate_images(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    for (i, container) in scope.spec.containers.iter().enumerate() {
        validate_image_padding(text(container.image.as_ref()), &spec.item("containers", i), findings);
    }
    for (i, container) in scope.init_containers().iter().enumerate() {
        validate_image_padding(text(container.image.as_ref()), &spec.item("initContainers", i), findings);
    }
}

fn validate_image_padding(image: &str, at: &Path<'_>, findings: &mut Findings) {
    if image.starts_with(char::is_whitespace) || image.ends_with(char::is_whitespace) {
        let detail = "must have no space before or after it";
        findings.invalid(rule::CONTAINER_IMAGE_PADDED, &at.field("image"), image, detail);
    }
}

fn validate_common<'p>(
    scope: &Scope<'p>,
    container: &ContainerView<'p>,
    volumes: &Volumes<'p>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let ids = (rule::CONTAINER_NAME_REQUIRED, rule::CONTAINER_NAME_INVALID);
    require_set_and_grammar(findings, ids, &at.field("name"), container.name, grammar::label);
    require_set(findings, rule::CONTAINER_IMAGE_REQUIRED, &at.field("image"), container.image);
    let known = ["File", "FallbackToLogsOnError"];
    let policy = at.field("terminationMessagePolicy");
    require_one_of(
        findings,
        rule::TERMINATION_MESSAGE_POLICY,
        &policy,
        container.termination_message_policy,
        &known,
    );
    ports::validate(scope, container, &at.field("ports"), findings);
    env::validate(scope, container.env, &at.field("env"), findings);
    env::validate_from(container.env_from, &at.field("envFrom"), findings);
    mounts::validate(scope, container, volumes, at, findings);
    validate_pull_policy(container.image_pull_policy, &at.field("imagePullPolicy"), findings);
    resources::validate_container(scope, container.resources, !container.is_ephemeral, at, findings);
    restart::validate_resize(scope, container, at, findings);
    security::validate_container(scope, container.security_context, &at.field("securityContext"), findings);
}

/// Validates a pull policy. The API server sets a default for an empty one.
pub(crate) fn validate_pull_policy(policy: &str, at: &Path<'_>, findings: &mut Findings) {
    if !policy.is_empty() {
        require_one_of(findings, rule::PULL_POLICY, at, policy, &["Always", "IfNotPresent", "Never"]);
    }
}

/// Validates a name that refers to an object: a DNS-1123 subdomain.
pub(crate) fn validate_reference(findings: &mut Findings, at: &Path<'_>, name: &str) {
    require_grammar(findings, rule::REFERENCE_NAME_INVALID, at, name, grammar::subdomain);
}
