//! Programs of pods.

use std::sync::{Arc, Mutex};

use k8s_openapi::api::core::v1::EvictionResponder;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use podwright::container::{PodResources, ResizeResource};
use podwright::pod::network::{Dns, HostAlias, Hostname};
use podwright::prelude::*;
use podwright::rules::KubeVersion;
use podwright::security::{ProcMount, Windows};
use podwright::volume::IntoVolume;
use podwright::volume::source::Iscsi;
use podwright::volume::source::projected::{ClusterTrustBundle, KeyType, PodCertificate};

use super::Program;

type OfVersion = (&'static str, KubeVersion, PodBuilder<HasMain>);

pub(crate) fn programs() -> Vec<Program> {
    all().into_iter().map(program).collect()
}

/// Returns the programs that break a rule by `raw`.
pub(crate) fn raw_programs() -> Vec<Program> {
    raw().into_iter().map(program).collect()
}

fn program((rule, version, pod): OfVersion) -> Program {
    Program::new(rule, version, move |version| pod.clone().build_for(version))
}

fn all() -> Vec<OfVersion> {
    let newest = |(rule, pod)| (rule, KubeVersion::V1_37, pod);
    let areas = [metadata(), annotations(), spec(), containers(), mounts(), resources()];
    let more = [security(), scheduling(), volumes(), references(), merge_keys()];
    areas.into_iter().chain(more).flatten().map(newest).chain(by_version()).collect()
}

fn web() -> Container {
    Container::new(name!("web"), image!("nginx:1.27"))
}

fn pod(main: Container) -> PodBuilder<HasMain> {
    Pod::builder(name!("web")).main(main)
}

type Programs = Vec<(&'static str, PodBuilder<HasMain>)>;

fn metadata() -> Programs {
    let owner = || OwnerReference {
        api_version: "v1".to_owned(),
        kind: "ConfigMap".to_owned(),
        name: "web".to_owned(),
        uid: "0".to_owned(),
        controller: Some(true),
        block_owner_deletion: None,
    };
    let of_config_map = |change: fn(&mut OwnerReference)| {
        let mut owner = owner();
        change(&mut owner);
        pod(web()).owner(owner)
    };
    vec![
        ("annotations-too-long", pod(web()).annotation(key!("a"), "a".repeat(1 << 18))),
        ("owner-version", of_config_map(|owner| owner.api_version.clear())),
        ("owner-incomplete", of_config_map(|owner| owner.uid.clear())),
        ("owner-event", of_config_map(|owner| "Event".clone_into(&mut owner.kind))),
        ("owner-controllers", pod(web()).owner(owner()).owner(owner())),
        ("finalizer-domain", pod(web()).finalizer(key!("tidy"))),
        ("finalizer-conflict", pod(web()).finalizer(key!("orphan")).finalizer(key!("foregroundDeletion"))),
    ]
}

fn annotations() -> Programs {
    let annotated = |key: AnnotationKey, text: &str| pod(web()).annotation(key, text);
    let seccomp = |text| annotated(key!("seccomp.security.alpha.kubernetes.io/pod"), text);
    let armored = |text| annotated(key!("container.apparmor.security.beta.kubernetes.io/web"), text);
    let other = key!("container.apparmor.security.beta.kubernetes.io/db");
    let tolerating = |text| annotated(key!("scheduler.alpha.kubernetes.io/tolerations"), text);
    let mirror = || annotated(key!("kubernetes.io/config.mirror"), "a");
    let claim = PodResourceClaim::named(name!("gpu"), name!("gpu"));
    let profile = PodSecurityContext::new().seccomp(Seccomp::RuntimeDefault);
    let armor = SecurityContext::new().app_armor(AppArmor::RuntimeDefault);
    vec![
        ("mirror-pod-node", mirror()),
        ("claim-of-mirror-pod", mirror().node_name(name!("a")).resource_claim(claim)),
        ("tolerations-annotation", tolerating("{}")),
        ("toleration-key", tolerating(r#"[{"key":"/","operator":"Exists"}]"#)),
        ("toleration-key-required", tolerating(r#"[{"operator":"Equal"}]"#)),
        ("toleration-operator", tolerating(r#"[{"key":"a","operator":"Is"}]"#)),
        ("toleration-value", tolerating(r#"[{"key":"a","value":"/"}]"#)),
        ("toleration-exists-value", tolerating(r#"[{"key":"a","operator":"Exists","value":"a"}]"#)),
        ("toleration-effect", tolerating(r#"[{"key":"a","effect":"Never"}]"#)),
        ("toleration-seconds", tolerating(r#"[{"key":"a","tolerationSeconds":1}]"#)),
        ("deletion-cost", annotated(key!("controller.kubernetes.io/pod-deletion-cost"), "low")),
        ("seccomp-annotation", seccomp("strict")),
        ("seccomp-annotation-path", seccomp("localhost/../a")),
        ("seccomp-annotation-differs", seccomp("unconfined").security_context(profile)),
        ("app-armor-annotation", armored("strict")),
        ("app-armor-annotation-container", annotated(other, "unconfined")),
        (
            "app-armor-annotation-differs",
            pod(web().security_context(armor))
                .annotation(key!("container.apparmor.security.beta.kubernetes.io/web"), "unconfined"),
        ),
    ]
}

fn spec() -> Programs {
    let gated = || pod(web()).scheduling_gate(key!("example.com/quota"));
    let searching = |count, domain: &str| {
        let domains = std::iter::repeat_n(domain, count).map(|domain| domain.parse().unwrap());
        pod(web()).dns(domains.fold(Dns::cluster_first(), Dns::search))
    };
    let servers = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|ip| ip.parse().unwrap());
    let hostname = || Hostname::of_pod().hostname_override("a.example".parse().unwrap());
    vec![
        ("active-deadline", pod(web()).active_deadline(secs(0))),
        ("node-name-gated", gated().node_name(name!("a"))),
        ("scheduling-gate-duplicate", gated().scheduling_gate(key!("example.com/quota"))),
        ("hostname-override-fqdn", pod(web()).hostname(hostname().fully_qualified())),
        ("hostname-override-network", pod(web()).hostname(hostname()).host_network()),
        (
            "dns-nameservers-too-many",
            pod(web()).dns(servers.into_iter().fold(Dns::none(ip!("192.0.2.4")), Dns::nameserver)),
        ),
        ("dns-searches-too-many", searching(33, "a")),
        ("dns-searches-too-long", searching(9, &"a".repeat(253))),
    ]
}

fn containers() -> Programs {
    let host = Volume::from(Volume::host_path(name!("env"), path!("/a")));
    let file = host.env_file(sub_path!("a"), env_name!("A"));
    let at_once = || PortNumber::literal(9000);
    let sleep = Hook::sleep(secs(60));
    let probe = Probe::exec(["true"]).termination_grace_period(secs(0));
    let rule = |restart: Restart<_>, code| restart.rule(ExitCodes::one_of([code]), RestartAction::Restart);
    let probed = Probe::exec(["true"]);
    vec![
        ("container-name-duplicate", pod(web()).container(web())),
        ("port-name-duplicate", pod(web().port(port!("http", 80)).port(port!("http", 81)))),
        (
            "host-port-duplicate",
            pod(web().port(port!("a", 80).host_port(at_once())).port(port!("b", 81).host_port(at_once()))),
        ),
        ("host-port-differs", pod(web().port(port!("a", 80).host_port(at_once()))).host_network()),
        ("file-ref-volume-kind", pod(web().env(vars! { A = file }))),
        ("handler-command-required", pod(web().pre_stop(Hook::exec(Vec::<String>::new())))),
        ("hook-sleep-range", pod(web().pre_stop(sleep))),
        ("probe-grace-period", pod(web().liveness(probe))),
        ("init-container-probed", among_init_containers(web().liveness(probed))),
        ("resize-restart-of-init", among_init_containers(web().restart_on_resize(ResizeResource::Cpu))),
        ("restart-rules-too-many", pod(web().restart((0..21).fold(Restart::never(), rule)))),
        (
            "restart-rule-codes-too-many",
            pod(web().restart(
                Restart::never()
                    .rule(ExitCodes::one_of((0, (1..256).collect::<Vec<_>>())), RestartAction::Restart),
            )),
        ),
        (
            "resize-restart-never",
            pod(web().restart_on_resize(ResizeResource::Cpu)).restart(RestartPolicy::Never),
        ),
    ]
}

/// Returns a pod whose change of each container puts a main container of another pod among the init containers.
fn among_init_containers(main: Container) -> PodBuilder<HasMain> {
    let kept = Arc::new(Mutex::new(None));
    let keeps = Arc::clone(&kept);
    let keep = move |container: AnyContainer| {
        *keeps.lock().unwrap() = Some(container.clone());
        container
    };
    pod(main).each_container(keep).build().unwrap();
    let kept = kept.lock().unwrap().take().unwrap();
    let init = InitContainer::new(name!("init"), image!("busybox:1.28"));
    Pod::builder(name!("web"))
        .init(init)
        .main(Container::new(name!("main"), image!("nginx:1.27")))
        .each_container(move |container| if container.name() == "init" { kept.clone() } else { container })
}

fn mounts() -> Programs {
    let a = Volume::empty_dir(name!("a"));
    let b = Volume::empty_dir(name!("b"));
    let disk = BlockVolume::claim(name!("disk"), &ClaimRef::new(name!("db")));
    let same = Volume::claim(name!("disk"), &ClaimRef::new(name!("db")));
    let unlike = Volume::empty_dir(name!("disk"));
    let empty = Ephemeral::new(AccessModes::READ_WRITE_ONCE, Storage::gib(0)).block();
    let empty = BlockVolume::new(name!("disk"), empty);
    let another = BlockVolume::claim(name!("other"), &ClaimRef::new(name!("other")));
    let at = |volume: &Volume| volume.at(path!("/data"));
    vec![
        ("mount-volume-not-found", pod(web().mount(at(&twice_at_one_path())))),
        ("mount-path-duplicate", pod(web().mount(at(&a)).mount(at(&b)))),
        ("mount-also-device", pod(web().mount(at(&same)).device(disk.device(path!("/dev/a"))))),
        ("mount-path-of-device", pod(web().mount(at(&a)).device(disk.device(path!("/data"))))),
        ("mount-sub-path", pod(web().mount(at(&a).sub_path_expr(text!["/a"])))),
        ("mount-propagation-privileged", pod(web().mount(at(&a).propagation(Propagation::Bidirectional)))),
        (
            "mount-recursive-read-only",
            pod(web().mount(at(&a).read_only_recursively().propagation(Propagation::HostToContainer))),
        ),
        (
            "device-name-duplicate",
            pod(web().device(disk.device(path!("/dev/a"))).device(disk.device(path!("/dev/b")))),
        ),
        ("device-volume-not-found", pod(web().device(empty.device(path!("/dev/a"))))),
        ("device-volume-kind", pod(web().mount(at(&unlike)).device(disk.device(path!("/dev/a"))))),
        (
            "device-path-duplicate",
            pod(web().device(disk.device(path!("/dev/a"))).device(another.device(path!("/dev/a")))),
        ),
        ("host-users-devices", pod(web().device(disk.device(path!("/dev/a")))).user_namespace()),
    ]
}

fn twice_at_one_path() -> Volume {
    let item = |files: ConfigMapProjection| files.item(config_key!("a"), sub_path!("a"));
    let files = item(item(ConfigMapProjection::new(&ConfigMapRef::new(name!("web")))));
    Volume::projected(name!("files")).project(files).into()
}

fn resources() -> Programs {
    let cpu = |resources: Resources, cores| resources.cpu(..=Cpu::cores(cores));
    let web_with = |resources| pod(web().resources(resources));
    let pages = |pages| cpu(Resources::new(), 1).huge_pages(HugePages::of_2mi(pages));
    let claim = |resources: Resources| resources.claim(name!("gpu"));
    let gpu = || PodResourceClaim::named(name!("gpu"), name!("gpu"));
    let of_pod = |cores| PodResources::new().cpu(Cpu::cores(cores)..=Cpu::cores(cores));
    vec![
        ("resource-request-over-limit", web_with(Resources::new().cpu(Cpu::cores(2)..=Cpu::cores(1)))),
        ("huge-pages-alone", web_with(Resources::new().huge_pages(HugePages::of_2mi(1)))),
        ("claim-not-found", web_with(claim(Resources::new()))),
        ("claim-duplicate", web_with(claim(claim(Resources::new()))).resource_claim(gpu())),
        ("pod-claim-duplicate", pod(web()).resource_claim(gpu()).resource_claim(gpu())),
        ("pod-resources-windows", pod(web()).resources(of_pod(1)).os(Os::Windows)),
        ("pod-request-under-containers", web_with(cpu(Resources::new(), 2)).resources(of_pod(1))),
        (
            "pod-limit-under-containers",
            web_with(pages(2)).resources(of_pod(1).huge_pages(HugePages::of_2mi(1))),
        ),
        ("container-limit-over-pod", web_with(cpu(Resources::new(), 2)).resources(of_pod(1))),
    ]
}

fn security() -> Programs {
    let windows = || PodSecurityContext::new().windows(Windows::new().host_process());
    let beside = Container::new(name!("beside"), image!("nginx:1.27"));
    let on_host = web().security_context(SecurityContext::new().windows(Windows::new().host_process()));
    let sysctl = PodSecurityContext::new().sysctl("net.core.somaxconn".parse().unwrap(), "1024");
    vec![
        ("proc-mount-unmasked", pod(web().security_context(SecurityContext::new().proc_mount(ProcMount::Unmasked)))),
        (
            "privilege-escalation-privileged",
            pod(web().security_context(SecurityContext::new().no_privilege_escalation().privileged())),
        ),
        ("sysctl-of-host", pod(web()).security_context(sysctl).host_network()),
        ("host-users-namespaces", pod(web()).user_namespace().host_network()),
        ("os-linux-field", pod(web()).security_context(windows()).os(Os::Linux)),
        ("os-windows-field", pod(web()).security_context(PodSecurityContext::new().run_as_user(uid!(1))).os(Os::Windows)),
        ("host-process-mixed", pod(on_host).container(beside).host_network()),
        ("host-process-network", pod(web()).security_context(windows())),
    ]
}

fn scheduling() -> Programs {
    let near = || PodTerm::matching(labels! { "app" = "web" }).over(topology::ZONE);
    let labelled = || pod(web()).labels(labels! { "app" = "web" });
    let in_selector = near().match_label_keys([key!("app")]);
    let both = near().match_label_keys([key!("a")]).mismatch_label_keys([key!("a")]);
    let spread = || Spread::over(topology::ZONE).matching(labels! { "app" = "web" }).or_do_not_schedule();
    vec![
        ("label-keys-in-selector", labelled().affinity(PodAffinity::require(in_selector))),
        ("label-keys-both", labelled().affinity(PodAffinity::require(both))),
        ("spread-max-skew", pod(web()).spread(spread().max_skew(0))),
        ("spread-duplicate", pod(web()).spread(spread()).spread(spread())),
        ("spread-min-domains", pod(web()).spread(spread().min_domains(0))),
    ]
}

fn with(volume: impl IntoVolume) -> PodBuilder<HasMain> {
    pod(web()).volume(volume)
}

fn volumes() -> Programs {
    let projected = |source| with(Volume::new(name!("files"), source));
    let certificate = || {
        PodCertificate::signed_by("example.com/a".parse().unwrap(), KeyType::Ed25519).key_at(sub_path!("a"))
    };
    let annotated = certificate().annotation("example.com/a".parse().unwrap(), "a".repeat(1 << 18));
    let short_token = ServiceAccountToken::at(sub_path!("a")).expires_in(secs(1));
    let claim = |gib| Ephemeral::new(AccessModes::READ_WRITE_ONCE, Storage::gib(gib));
    let made = Volume::new(name!("data"), claim(1));
    let long = "a".repeat(253).parse().unwrap();
    let name = || "iqn.2001-04.com.example:a".parse().unwrap();
    let iscsi = Iscsi::new("192.0.2.1:3260".parse().unwrap(), name(), 0).initiator(name());
    vec![
        (
            "volume-name-duplicate",
            with(Volume::empty_dir(name!("a"))).volume(Volume::claim(name!("a"), &ClaimRef::new(name!("a")))),
        ),
        ("projected-path-duplicate", with(twice_at_one_path())),
        ("token-expiration", projected(Projected::new().project(short_token))),
        (
            "certificate-expiration",
            projected(Projected::new().project(certificate().max_expiration(secs(1)))),
        ),
        ("certificate-annotations-too-long", projected(Projected::new().project(annotated))),
        (
            "volume-claim-of-ephemeral",
            with(made.clone()).volume(Volume::claim(name!("other"), &ClaimRef::new(name!("web-data")))),
        ),
        ("claim-template-name", Pod::builder(long).main(web()).volume(made)),
        ("claim-storage-positive", with(Volume::new(name!("data"), claim(0)))),
        ("iscsi-name-too-long", with(Volume::new("a".repeat(63).parse().unwrap(), iscsi))),
    ]
}

shared_volume!(Data = "data");

fn references() -> Programs {
    vec![
        ("env-reference-unresolved", pod(web().args([text!["--port=", var!(PORT)]]))),
        ("command-program-required", pod(web().command(Vec::<String>::new()))),
        ("shared-volume-source-required", pod(web().mount(Data.at(path!("/data"))))),
        ("qos-not-guaranteed", pod(web()).guaranteed()),
        ("volume-created-twice", with(Volume::empty_dir(name!("tmp"))).volume(Volume::empty_dir(name!("tmp")))),
    ]
}

fn merge_keys() -> Programs {
    let alias = || HostAlias::new(ip!("192.0.2.7"), name!("db"));
    let finalizer = || key!("example.com/tidy");
    let by_request = Resources::new()
        .claim_request(name!("gpu"), name!("large"))
        .claim_request(name!("gpu"), name!("small"));
    let gpu = PodResourceClaim::from_template(name!("gpu"), name!("gpus"));
    let owner = |name: &str| OwnerReference {
        api_version: "v1".to_owned(),
        kind: "ConfigMap".to_owned(),
        name: name.to_owned(),
        uid: "0".to_owned(),
        ..OwnerReference::default()
    };
    vec![
        ("apply-finalizer-duplicate", pod(web()).finalizer(finalizer()).finalizer(finalizer())),
        ("apply-owner-duplicate", pod(web()).owner(owner("a")).owner(owner("b"))),
        ("apply-claim-duplicate", pod(web().resources(by_request)).resource_claim(gpu)),
        ("apply-env-name-duplicate", pod(web().env(vars! { PORT = 80 }).env(vars! { PORT = 81 }))),
        ("apply-port-duplicate", pod(web().port(port!("http", 80)).port(port!("web", 80)))),
        ("apply-host-alias-duplicate", pod(web()).host_alias(alias()).host_alias(alias())),
        (
            "run-as-non-root-user",
            pod(web().security_context(SecurityContext::restricted().run_as_user(uid!(0)))),
        ),
        ("apply-pull-secret-duplicate", pod(web()).pull_secret(&SecretRef::new(name!("a"))).pull_secret(&SecretRef::new(name!("a")))),
    ]
}

fn by_version() -> Vec<OfVersion> {
    let file = Volume::empty_dir(name!("env")).env_file(sub_path!("a"), env_name!("A"));
    let init = InitContainer::new(name!("init"), image!("busybox:1.28")).restart(Restart::on_failure());
    let codes = || ExitCodes::one_of([1]);
    let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"))
        .restart(Restart::always().rule(codes(), RestartAction::Restart));
    let all = Restart::never().rule(codes(), RestartAction::RestartAllContainers);
    let bundle = ClusterTrustBundle::named("roots".parse().unwrap(), sub_path!("roots.pem"));
    let bundle = Projected::new().project(bundle);
    vec![
        ("env-source-one", KubeVersion::V1_34, pod(web().env(vars! { A = file }))),
        ("restart-policy", KubeVersion::V1_33, Pod::builder(name!("web")).init(init).main(web())),
        ("restart-policy-of-regular", KubeVersion::V1_33, pod(web().restart(Restart::never()))),
        (
            "restart-rules-of-sidecar",
            KubeVersion::V1_35,
            Pod::builder(name!("web")).sidecar(proxy).main(web()),
        ),
        ("restart-rule-action", KubeVersion::V1_35, pod(web().restart(all))),
        ("field-dropped", KubeVersion::V1_34, with(Volume::image(name!("model"), image!("acme/model:1")))),
        ("projection-dropped", KubeVersion::V1_36, with(Volume::new(name!("roots"), bundle))),
    ]
}

/// Returns programs that break rules which types hold, by `raw`. Only a pod that is built breaks these rules.
fn raw() -> Vec<OfVersion> {
    let codes = Restart::never().rule(ExitCodes::one_of([1]), RestartAction::Restart).raw(|rules| {
        rules[0].exit_codes.as_mut().unwrap().values = Some(vec![1, 1]);
    });
    let options = Volume::empty_dir(name!("data")).at(path!("/data")).raw(|mount| {
        mount.bind_mount_options = Some(vec!["noexec".to_owned(); 2]);
    });
    let responder = EvictionResponder { name: "example.com/a".to_owned(), ..EvictionResponder::default() };
    let pods = [
        ("apply-exit-code-duplicate", pod(web().restart(codes))),
        ("apply-mount-option-duplicate", pod(web().mount(options))),
        (
            "apply-responder-duplicate",
            pod(web()).raw(|spec| spec.eviction_responders = Some(vec![responder; 2])),
        ),
        (
            "apply-port-protocol",
            pod(web().port(port!("http", 80)).raw(|web| {
                web.ports.as_mut().unwrap()[0].protocol = Some(String::new());
            })),
        ),
        (
            "apply-cluster-metadata",
            pod(web()).raw_metadata(|metadata| metadata.uid = Some("0".to_owned())),
        ),
    ];
    pods.into_iter().map(|(rule, pod)| (rule, KubeVersion::V1_37, pod)).collect()
}
