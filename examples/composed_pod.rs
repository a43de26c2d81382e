//! A pod composed of parts, which are plain functions. A part that needs a volume of the main container has it in its type.

use podwright::prelude::*;

shared_volume! {
    /// Where the app writes its log and the shipper reads it.
    Logs = "logs", EmptyDir::new()
}

/// The settings of one installation.
struct Config {
    mesh: bool,
    team: LabelValue,
}

/// Adds a sidecar that shares a volume: the main container must share it too.
fn with_log_shipper<O>(pod: PodBuilder<WantsMain<O>>) -> PodBuilder<WantsMain<Shares<Logs, O>>> {
    pod.sidecar(
        Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
            .share(Logs.at(path!("/logs")).read_only()),
    )
}

/// Adds a sidecar that shares nothing, or none: the type stays the same.
fn with_mesh<S: BeforeMain>(pod: PodBuilder<S>, enabled: bool) -> PodBuilder<S> {
    let http = port!("proxy-http", 15020);
    let proxy = || {
        Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"))
            .startup(Probe::http(&http, "/ready").period(secs(1)).failure_threshold(60))
            .liveness(Probe::tcp(&http))
            .readiness(Probe::http(&http, "/ready").success_threshold(2))
            .pre_stop(Hook::sleep(secs(5)))
    };
    pod.sidecars(enabled.then(proxy))
}

/// Takes privileges from a container of any role.
fn hardened<R: ContainerRole, S>(container: ContainerOf<R, S>) -> ContainerOf<R, S> {
    container.security_context(SecurityContext::restricted())
}

fn web() -> Container<Shares<Logs>> {
    Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")).share(Logs.at(path!("/var/log/web")))
}

fn pod_for(config: &Config) -> Result<Valid<v1::Pod>, podwright::Error> {
    let team = config.team.clone();
    let pod = Pod::builder(name!("web"))
        .labels(labels! { "app" = "web", "team" = team })
        .init(wait::for_tcp(name!("wait-for-db"), "db.internal", port!(5432).number()).timeout(secs(120)))
        .security_context(
            PodSecurityContext::new().run_as_non_root().run_as_user(uid!(10001)).fs_group(gid!(10001)),
        )
        .tolerate(Toleration::equal(key!("team"), value!("web")).no_execute().for_at_most(secs(300)))
        .spread(Spread::over(topology::ZONE).matching(labels! { "app" = "web" }).or_schedule_anyway())
        .affinity(NodeAffinity::require(node::ARCH.is_in([value!("amd64"), value!("arm64")])));
    let pod = with_mesh(with_log_shipper(pod), config.mesh)
        .main(hardened(web()))
        .each_container(|c| c.pull_policy(PullPolicy::IfNotPresent))
        .build()?;
    Ok(pod)
}

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    pod_for(&Config { mesh: true, team: value!("web") })
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&pod()?)?);
    Ok(())
}

#[test]
fn without_the_mesh_there_is_one_sidecar_less() {
    let containers = |mesh| {
        let pod = pod_for(&Config { mesh, team: value!("web") }).expect("both are valid");
        pod.spec.as_ref().and_then(|spec| spec.init_containers.as_ref().map(Vec::len))
    };
    assert_eq!(containers(true), Some(3));
    assert_eq!(containers(false), Some(2));
}
