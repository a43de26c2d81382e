use std::sync::LazyLock;

use k8s_openapi::api::core::v1;

use crate::rules::apply::{dropped, merge_keys};
use crate::rules::container::{self, env, ports, resources};
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::pod::{self, affinity, root_user, spec, spread, tolerations};
use crate::rules::security::{context, windows};
use crate::rules::volume;

/// Returns the spec, or an empty one.
pub(crate) fn spec_or_empty(spec: Option<&v1::PodSpec>) -> &v1::PodSpec {
    static EMPTY: LazyLock<v1::PodSpec> = LazyLock::new(v1::PodSpec::default);
    spec.unwrap_or_else(|| &EMPTY)
}

/// Checks the rules of a spec, in the API server's order.
pub(crate) fn validate_spec(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let volumes = volume::validate::validate(scope, at, findings);
    resources::validate_pod_claims(scope, at, findings);
    container::validate::validate_regular(scope, &volumes, at, findings);
    container::validate::validate_init(scope, &volumes, at, findings);
    container::validate::validate_ephemeral(scope, &volumes, at, findings);
    pod::resources::validate(scope, at, findings);
    ports::validate_host_network(scope, at, findings);
    spec::validate_policies(scope, at, findings);
    context::validate_pod(scope, at, findings);
    affinity::validate(scope, at, findings);
    spec::validate_dns(scope, at, findings);
    spec::validate_gates(scope, at, findings);
    spread::validate(scope, at, findings);
    windows::validate_host_process(scope, at, findings);
    context::validate_host_users(scope, at, findings);
    spec::validate_hostname_override(scope, at, findings);
    spec::validate_names(scope, at, findings);
    let tolerations = list(scope.spec.tolerations.as_ref());
    tolerations::validate(tolerations, &at.field("tolerations"), findings);
    spec::validate_host_aliases(scope, at, findings);
    spec::validate_classes(scope, at, findings);
    resources::validate_overhead(scope, at, findings);
    windows::validate_os(scope, at, findings);
    env::validate_file_volumes(scope, at, findings);
}

/// Checks the rules of a spec that create does not have.
pub(crate) fn validate_for_apply(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    merge_keys::validate(scope, at, findings);
    dropped::validate(scope, at, findings);
    root_user::validate(scope, at, findings);
}
