//! Containers: names, images and policies.

use k8s_openapi::api::core::v1;

use super::{env, mounts, ports, probes, resources, restart};
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::require_pull_policy;
use crate::rules::engine::check::{require_one_of, require_set, require_set_and_grammar, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::{CONTAINERS, Seen};
use crate::rules::engine::view::ContainerView;
use crate::rules::security::context;
use crate::rules::volume::validate::Volumes;
use crate::value::grammar;
use crate::value::words::TerminationMessagePolicy;

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
    let policy = at.field("terminationMessagePolicy");
    require_one_of(
        findings,
        rule::TERMINATION_MESSAGE_POLICY,
        &policy,
        container.termination_message_policy,
        TerminationMessagePolicy::WORDS,
    );
    ports::validate(scope, container, &at.field("ports"), findings);
    env::validate(scope, container.env, &at.field("env"), findings);
    env::validate_from(container.env_from, &at.field("envFrom"), findings);
    mounts::validate(scope, container, volumes, at, findings);
    require_pull_policy(findings, &at.field("imagePullPolicy"), container.image_pull_policy);
    resources::validate_container(scope, container.resources, !container.is_ephemeral, at, findings);
    restart::validate_resize(scope, container, at, findings);
    context::validate_container(scope, container.security_context, &at.field("securityContext"), findings);
}
