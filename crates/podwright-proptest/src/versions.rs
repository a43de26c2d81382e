//! Parts that only later versions of Kubernetes have. Earlier versions leave them out.

use super::restart::RestartPlan;
use podwright::container::{ChoosesRestart, ContainerOf, ContainerRole, Restart};
use podwright::pod::network::Hostname;
use podwright::rules::KubeVersion;
use podwright::value::{DnsLabel, EnvName, SubPath};
use podwright::volume::Volume;

/// Tells whether the enabled version is this one or a later one.
///
/// Clusters of earlier versions drop what needs it, so `build()` refuses it there.
pub(super) fn since(version: KubeVersion) -> bool {
    KubeVersion::ENABLED >= version
}

/// A variable from a file: its name, the file, the key in the file, and whether the key may be missing.
pub(super) type FileVar = (EnvName, SubPath, EnvName, bool);

k8s_openapi::k8s_if_ge_1_35! {
    use super::pick::with;
    use podwright::env::Var;

    pub(super) fn restarting<R: ChoosesRestart>(
        to: ContainerOf<R>,
        plan: Option<RestartPlan>,
        often: fn() -> Restart<R>,
    ) -> ContainerOf<R> {
        with(to, plan, |to, plan| to.restart(plan.policy(often)))
    }

    pub(super) fn with_file<R: ContainerRole>(to: ContainerOf<R>, file: FileVar, volume: &Volume) -> ContainerOf<R> {
        let (name, path, key, is_optional) = file;
        let file = volume.env_file(path, key);
        to.env(Var::new(name, if is_optional { file.optional() } else { file }))
    }

    pub(super) fn overridden(hostname: Hostname, name: &DnsLabel) -> Hostname {
        with(hostname, name.as_str().parse().ok(), Hostname::hostname_override)
    }
}

k8s_openapi::k8s_if_le_1_34! {
    pub(super) fn restarting<R: ChoosesRestart>(
        to: ContainerOf<R>,
        _: Option<RestartPlan>,
        _: fn() -> Restart<R>,
    ) -> ContainerOf<R> {
        to
    }

    pub(super) fn with_file<R: ContainerRole>(to: ContainerOf<R>, _: FileVar, _: &Volume) -> ContainerOf<R> {
        to
    }

    pub(super) fn overridden(hostname: Hostname, _: &DnsLabel) -> Hostname {
        hostname
    }
}
