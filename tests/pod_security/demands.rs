//! A level as a demand on a builder: each check is a violation with an id of its own, and what its message says mends the
//! pod.

use std::collections::BTreeSet;

use podwright::pod::PidNamespace;
use podwright::prelude::*;
use podwright::rules::pod_security::{CHECKS, Level, LevelVersion, PolicyVersion};
use podwright::rules::{POD_SECURITY, ViolationKind};
use podwright::security::{ProcMount, SeLinux, Windows};
use podwright::sysctl;
use podwright::value::{Capability, NfsPath, NfsServer};
use podwright::volume::source::{HostPathSource, Nfs};

/// A pod that one check forbids, and how it is mended.
struct Case {
    check: &'static str,
    level: LevelVersion,
    forbidden: PodBuilder<HasMain>,
    mended: PodBuilder<HasMain>,
}

fn container() -> Container {
    Container::new(name!("web"), image!("nginx:1.27"))
}

/// A pod that every level allows, with this container.
fn pod(container: Container) -> PodBuilder<HasMain> {
    Pod::builder(name!("web")).security_context(PodSecurityContext::restricted()).main(container)
}

fn hardened() -> SecurityContext {
    SecurityContext::restricted()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = |check, level: LevelVersion, forbidden, mended| {
        cases.push(Case { check, level, forbidden, mended });
    };
    let baseline = || LevelVersion::from(Level::Baseline);
    let restricted = || LevelVersion::from(Level::Restricted);
    let plain = || pod(container());
    let secured = |security| pod(container().security_context(security));
    let of_pod = |security| plain().security_context(security);

    case(
        "appArmorProfile",
        baseline(),
        secured(SecurityContext::new().app_armor(AppArmor::Unconfined)),
        secured(SecurityContext::new().app_armor(AppArmor::RuntimeDefault)),
    );
    case(
        "capabilities_baseline",
        baseline(),
        secured(SecurityContext::new().add_capability(Capability::NET_ADMIN)),
        secured(SecurityContext::new().add_capability(Capability::CHOWN)),
    );
    case("hostNamespaces", baseline(), plain().pid_namespace(PidNamespace::Host), plain());
    let node = Volume::new(name!("node"), HostPathSource::new(path!("/var/log")));
    let scratch = Volume::new(name!("scratch"), EmptyDir::new());
    case("hostPathVolumes", baseline(), plain().volume(node), plain().volume(scratch));
    case(
        "hostPorts",
        baseline(),
        pod(container().port(port!("http", 8080).on_host())),
        pod(container().port(port!("http", 8080))),
    );
    let http = port!("http", 8080);
    case(
        "hostProbesAndHostLifecycle",
        baseline(),
        pod(container().readiness(Probe::http(&http, "/").host("example.com"))),
        pod(container().readiness(Probe::http(&http, "/"))),
    );
    case("privileged", baseline(), secured(SecurityContext::new().privileged()), plain());
    case(
        "privileged",
        baseline(),
        secured(SecurityContext::new().privileged()),
        secured(SecurityContext::new().privileged())
            .each_container(|c| c.security_context(SecurityContext::restricted())),
    );
    let unmasked = || SecurityContext::new().proc_mount(ProcMount::Unmasked);
    case(
        "procMount",
        Level::Baseline.at(PolicyVersion::v1(34)),
        secured(unmasked()).user_namespace(),
        plain(),
    );
    let label = |label| secured(SecurityContext::new().se_linux(label));
    case(
        "seLinuxOptions",
        baseline(),
        label(SeLinux::new().user("system_u").kind("spc_t")),
        label(SeLinux::new().kind("container_t")),
    );
    case(
        "seccompProfile_baseline",
        baseline(),
        of_pod(PodSecurityContext::new().seccomp(Seccomp::Unconfined)),
        of_pod(PodSecurityContext::new().seccomp(Seccomp::RuntimeDefault)),
    );
    case(
        "sysctls",
        baseline(),
        of_pod(PodSecurityContext::new().sysctl(sysctl!("net.core.somaxconn"), "1024")),
        plain(),
    );
    let windows = |options| {
        Pod::builder(name!("web"))
            .host_network()
            .security_context(PodSecurityContext::new().windows(options))
            .main(container())
    };
    case("windowsHostProcess", baseline(), windows(Windows::new().host_process()), plain());

    case(
        "allowPrivilegeEscalation",
        restricted(),
        secured(SecurityContext::new().drop_all_capabilities()),
        secured(SecurityContext::new().drop_all_capabilities().no_privilege_escalation()),
    );
    case("allowPrivilegeEscalation", Level::Restricted.at(PolicyVersion::v1(21)), plain(), {
        plain().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    case(
        "capabilities_restricted",
        restricted(),
        secured(SecurityContext::new().no_privilege_escalation()),
        {
            let own = SecurityContext::new().no_privilege_escalation().drop_all_capabilities();
            secured(own.add_capability(Capability::NET_BIND_SERVICE))
        },
    );
    case(
        "procMount_restricted",
        restricted(),
        secured(hardened().proc_mount(ProcMount::Unmasked)).user_namespace(),
        secured(hardened()).user_namespace(),
    );
    const SERVER: NfsServer = NfsServer::literal("files.example.com");
    const HOMES: NfsPath = NfsPath::literal("/srv/homes");
    case(
        "restrictedVolumes",
        restricted(),
        secured(hardened()).volume(Volume::new(name!("homes"), Nfs::new(SERVER, HOMES))),
        secured(hardened())
            .volume(Volume::new(name!("homes"), PersistentVolumeClaim::new(dns_subdomain!("homes")))),
    );
    let own = || {
        SecurityContext::new()
            .no_privilege_escalation()
            .drop_all_capabilities()
            .seccomp(Seccomp::RuntimeDefault)
    };
    let bare = || Pod::builder(name!("web")).main(container().security_context(own()));
    case("runAsNonRoot", restricted(), bare(), bare().security_context(PodSecurityContext::restricted()));
    case("runAsNonRoot", restricted(), bare(), {
        bare().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    case(
        "runAsUser",
        restricted(),
        secured(hardened().run_as_user(uid!(0))),
        secured(hardened().run_as_user(uid!(1000))),
    );
    let own = || SecurityContext::new().no_privilege_escalation().drop_all_capabilities().run_as_non_root();
    let bare = || Pod::builder(name!("web")).main(container().security_context(own()));
    case("seccompProfile_restricted", restricted(), bare(), {
        bare().security_context(PodSecurityContext::restricted())
    });
    case("seccompProfile_restricted", restricted(), bare(), {
        bare().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    cases
}

#[test]
fn each_check_is_a_violation_of_its_own_and_its_message_says_how_to_mend_it() {
    let mut seen = BTreeSet::new();
    for Case { check, level, forbidden, mended } in cases() {
        seen.insert(check);
        let check = CHECKS.iter().find(|other| other.id() == check).unwrap();
        assert!(forbidden.clone().build().is_ok(), "{check:?}: without a demand nothing is reported");
        let violations = forbidden.pod_security(level).build().unwrap_err();
        let found = violations.iter().find(|found| found.rule() == check.rule());
        let found = found.unwrap_or_else(|| panic!("{check:?}: {violations}"));
        let detail = found.detail();
        assert_eq!(found.kind(), ViolationKind::Forbidden);
        assert!(detail.starts_with(&format!("violates PodSecurity \"{level}\": ")), "{detail}");
        assert!(detail.ends_with(check.fix()), "{detail}");
        assert!(found.field().starts_with("spec."), "{found}");
        let rules: Vec<_> = violations.iter().map(|found| found.rule()).collect();
        // A process of the host is on its network.
        let alone = rules.iter().filter(|rule| **rule != "pod-security-host-namespaces").count();
        assert!(
            rules.len() == 1 || (check.id() == "windowsHostProcess" && alone == 1),
            "{check:?}: {rules:?}"
        );
        mended.pod_security(level).build().unwrap_or_else(|left| panic!("{check:?} is not mended: {left}"));
    }
    assert_eq!(seen, CHECKS.iter().map(|check| check.id()).collect());
}

#[test]
fn each_check_has_a_rule_of_its_own_in_the_same_order() {
    let of_checks: Vec<_> = CHECKS.iter().map(|check| (check.rule(), check.demands())).collect();
    let rules: Vec<_> = POD_SECURITY.iter().map(|rule| (rule.id(), rule.demands())).collect();
    assert_eq!(of_checks, rules);
    assert!(rules.iter().all(|(id, _)| id.starts_with("pod-security-")));
}

#[test]
fn a_demand_is_reported_after_what_the_api_server_rejects() {
    let pod = plain_pod()
        .raw(|spec| spec.dns_policy = Some("Sometimes".to_owned()))
        .pod_security(Level::Restricted);
    let violations = pod.build().unwrap_err();
    let rules: Vec<_> = violations.iter().map(Violation::rule).collect();
    assert_eq!(rules[0], "dns-policy");
    assert!(rules[1..].iter().all(|rule| rule.starts_with("pod-security-")) && rules.len() > 4, "{rules:?}");
}

#[test]
fn the_message_has_the_words_of_the_plugin_and_the_fix() {
    let pod = plain_pod().container(Container::new(name!("helper"), image!("acme/helper:1")));
    let violations = pod.pod_security(Level::Restricted).build().unwrap_err();
    assert_eq!(
        violations.iter().next().unwrap().to_string(),
        "spec.containers[0].securityContext.allowPrivilegeEscalation: Forbidden: violates PodSecurity \"restricted:latest\": \
         allowPrivilegeEscalation != false (containers \"web\", \"helper\" must set \
         securityContext.allowPrivilegeEscalation=false); write `.each_container(|c| \
         c.security_context(SecurityContext::restricted()))`, or `.no_privilege_escalation()` in the `SecurityContext` of each \
         container"
    );
}

#[test]
fn of_two_demands_the_later_holds_and_nothing_is_written() {
    let pod = plain_pod().pod_security(Level::Restricted).pod_security(Level::Baseline).build().unwrap();
    assert_eq!(pod, plain_pod().build().unwrap());
    let template = PodTemplate::builder().main(container()).pod_security(Level::Restricted);
    let violations = template.build().unwrap_err();
    assert!(
        violations.to_string().starts_with("pod template without a name cannot be created: 4 violations")
    );
}

fn plain_pod() -> PodBuilder<HasMain> {
    Pod::builder(name!("web")).main(container())
}
