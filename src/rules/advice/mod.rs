//! Advice: what every API server accepts, but hardly anyone means.
//!
//! Each file gives the advice about one concern. A piece of advice has a premise that the object alone decides. Where the
//! object does not show what its author means, there is no advice.

mod command;
mod env;
mod features;
mod images;
mod lifecycle;
mod mounts;
mod probes;
mod resources;
mod restarts;
mod security;
mod users;
mod volumes;
mod zero_values;

use self::resources::MemoryLimits;
use self::users::Users;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::validate::Validate;
use crate::rules::engine::version::KubeVersion;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::{Warning, Warnings};

/// Returns this crate's advice about an object: what every API server accepts, but hardly anyone means.
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
///
/// # How often it is given
///
/// Each piece of advice has a premise that the object alone decides. Where the object cannot show what its author means, there
/// is none: about a directory of one container, the size of a directory in memory, `hostNetwork` or a grace period of zero.
///
/// We counted on 944 pods and templates in the manifests of Kubernetes 1.36, Argo CD 2.14, Flux 2.9, Istio, KEDA 2.21, Knative
/// Serving 0.51 and Kyverno 1.19. 397 have an image without a tag, 26 a volume that no container mounts, 16 `runAsNonRoot`
/// without the number of a user, 10 a liveness probe alone, 8 a `subPath` that is not updated. Each other piece of advice is
/// about fewer than one pod in a hundred, most are about none.
///
/// The recorded pods of `tests/conformance` that Kubernetes accepts combine parts at random:
///
#[doc = include_str!("FIGURES.md")]
#[must_use]
pub fn advise<T: Validate>(object: &T) -> Vec<Warning> {
    object.find_advice(KubeVersion::ENABLED)
}

#[inline]
pub(super) fn advise_on(scope: &Scope<'_>, root: &Path<'_>) -> Vec<Warning> {
    let mut advice = Warnings::default();
    let at = root.field("spec");
    let users = Users::of(scope);
    let limits = MemoryLimits::of(scope);
    let mut mounts = mounts::Mounts::of(scope);
    volumes::advise(scope, &users, &at, &mut advice);
    resources::advise_volumes(scope, &limits, &at, &mut advice);
    images::advise_volumes(scope, &at, &mut advice);
    security::advise(scope, &at, &mut advice);
    restarts::advise(scope, &at, &mut advice);
    resources::advise_init(scope, &at, &mut advice);
    zero_values::advise(scope, &at, &mut advice);
    features::advise(scope, &at, &mut advice);
    probes::advise_sidecars(scope, &at, &mut advice);
    volumes::advise_early_reads(scope, &users, &at, &mut advice);
    for container in scope.containers() {
        let (place, at) = (&container, container.at(&at));
        let container: ContainerView<'_> = place.view();
        images::advise(&container, &at, &mut advice);
        env::advise(&container, &at, &mut advice);
        command::advise(scope, &container, &at, &mut advice);
        mounts.advise(scope, &container, &at, &mut advice);
        probes::advise(scope, &container, &at, &mut advice);
        if place.is_init() && !container.restart.is_sidecar() {
            probes::advise_init_ports(&container, &at, &mut advice);
        }
        resources::advise(&container, &limits, &at, &mut advice);
        security::advise_capabilities(&container, &at, &mut advice);
        lifecycle::advise(scope, &container, &at, &mut advice);
    }
    advice.into_list()
}
