//! A level as a demand on a builder: each check is a violation with an id of its own, and what its message says mends the
//! pod.

use std::collections::BTreeSet;

use podwright::pod::PidNamespace;
use podwright::prelude::*;
use podwright::rules::pod_security::{CHECKS, Check, Level, LevelVersion, PolicyVersion};
use podwright::rules::{KubeVersion, POD_SECURITY, ViolationKind};
use podwright::security::{ProcMount, SeLinux, Windows};
use podwright::sysctl;
use podwright::value::{Capability, NfsPath, NfsServer};
use podwright::volume::source::{HostPathSource, Nfs};

const SERVER: NfsServer = NfsServer::literal("files.example.com");
const HOMES: NfsPath = NfsPath::literal("/srv/homes");

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
    SecurityContext::restricted().into()
}

fn plain() -> PodBuilder<HasMain> {
    pod(container())
}

fn secured(security: SecurityContext) -> PodBuilder<HasMain> {
    pod(container().security_context(security))
}

fn of_pod(security: PodSecurityContext) -> PodBuilder<HasMain> {
    plain().security_context(security)
}

/// Collects cases of one level.
struct Cases(Level, Vec<Case>);

impl Cases {
    fn add(&mut self, check: &'static str, forbidden: PodBuilder<HasMain>, mended: PodBuilder<HasMain>) {
        self.add_at(check, PolicyVersion::LATEST, forbidden, mended);
    }

    fn add_at(
        &mut self,
        check: &'static str,
        version: PolicyVersion,
        forbidden: PodBuilder<HasMain>,
        mended: PodBuilder<HasMain>,
    ) {
        self.1.push(Case { check, level: self.0.at(version), forbidden, mended });
    }
}

fn baseline_cases() -> Vec<Case> {
    let mut cases = Cases(Level::Baseline, Vec::new());
    cases.add(
        "appArmorProfile",
        secured(SecurityContext::new().app_armor(AppArmor::Unconfined)),
        secured(SecurityContext::new().app_armor(AppArmor::RuntimeDefault)),
    );
    cases.add(
        "capabilities_baseline",
        secured(SecurityContext::new().add_capability(Capability::NET_ADMIN)),
        secured(SecurityContext::new().add_capability(Capability::CHOWN)),
    );
    cases.add("hostNamespaces", plain().pid_namespace(PidNamespace::Host), plain());
    let node = Volume::new(name!("node"), HostPathSource::new(path!("/var/log")));
    let scratch = Volume::new(name!("scratch"), EmptyDir::new());
    cases.add("hostPathVolumes", plain().volume(node), plain().volume(scratch));
    cases.add(
        "hostPorts",
        pod(container().port(port!("http", 8080).on_host())),
        pod(container().port(port!("http", 8080))),
    );
    let http = port!("http", 8080);
    cases.add(
        "hostProbesAndHostLifecycle",
        pod(container().readiness(Probe::http(&http, "/").host("example.com"))),
        pod(container().readiness(Probe::http(&http, "/"))),
    );
    cases.add("privileged", secured(SecurityContext::new().privileged()), plain());
    cases.add(
        "privileged",
        secured(SecurityContext::new().privileged()),
        secured(SecurityContext::new().privileged())
            .each_container(|c| c.security_context(SecurityContext::restricted())),
    );
    let unmasked = || SecurityContext::new().proc_mount(ProcMount::Unmasked);
    cases.add_at("procMount", PolicyVersion::v1(34), secured(unmasked()).user_namespace(), plain());
    let label = |label| secured(SecurityContext::new().se_linux(label));
    cases.add(
        "seLinuxOptions",
        label(SeLinux::new().user("system_u").kind("spc_t")),
        label(SeLinux::new().kind("container_t")),
    );
    cases.add(
        "seccompProfile_baseline",
        of_pod(PodSecurityContext::new().seccomp(Seccomp::Unconfined)),
        of_pod(PodSecurityContext::new().seccomp(Seccomp::RuntimeDefault)),
    );
    cases.add(
        "sysctls",
        of_pod(PodSecurityContext::new().sysctl(sysctl!("net.core.somaxconn"), "1024")),
        plain(),
    );
    let windows = |options| {
        Pod::builder(name!("web"))
            .host_network()
            .security_context(PodSecurityContext::new().windows(options))
            .main(container())
    };
    cases.add("windowsHostProcess", windows(Windows::new().host_process()), plain());
    cases.1
}

fn restricted_cases() -> Vec<Case> {
    let mut cases = Cases(Level::Restricted, Vec::new());
    cases.add(
        "allowPrivilegeEscalation",
        secured(SecurityContext::new().drop_all_capabilities()),
        secured(SecurityContext::new().drop_all_capabilities().no_privilege_escalation()),
    );
    cases.add_at("allowPrivilegeEscalation", PolicyVersion::v1(21), plain(), {
        plain().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    cases.add("capabilities_restricted", secured(SecurityContext::new().no_privilege_escalation()), {
        let own = SecurityContext::new().no_privilege_escalation().drop_all_capabilities();
        secured(own.add_capability(Capability::NET_BIND_SERVICE))
    });
    cases.add(
        "procMount_restricted",
        secured(hardened().proc_mount(ProcMount::Unmasked)).user_namespace(),
        secured(hardened()).user_namespace(),
    );
    cases.add(
        "restrictedVolumes",
        secured(hardened()).volume(Volume::new(name!("homes"), Nfs::new(SERVER, HOMES))),
        secured(hardened())
            .volume(Volume::new(name!("homes"), ClaimSource::new(&ClaimRef::new(name!("homes"))))),
    );
    let own = || {
        SecurityContext::new()
            .no_privilege_escalation()
            .drop_all_capabilities()
            .seccomp(Seccomp::RuntimeDefault)
    };
    let bare = || Pod::builder(name!("web")).main(container().security_context(own()));
    cases.add("runAsNonRoot", bare(), bare().security_context(PodSecurityContext::restricted()));
    cases.add("runAsNonRoot", bare(), {
        bare().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    cases.add(
        "runAsUser",
        secured(hardened().run_as_user(uid!(0))),
        secured(hardened().run_as_user(uid!(1000))),
    );
    let own = || SecurityContext::new().no_privilege_escalation().drop_all_capabilities().run_as_non_root();
    let bare = || Pod::builder(name!("web")).main(container().security_context(own()));
    cases.add("seccompProfile_restricted", bare(), {
        bare().security_context(PodSecurityContext::restricted())
    });
    cases.add("seccompProfile_restricted", bare(), {
        bare().each_container(|c| c.security_context(SecurityContext::restricted()))
    });
    cases.1
}

/// An older cluster is held to the policy that it has, which lacks some checks.
const NEWEST: KubeVersion = KubeVersion::V1_37;

#[test]
fn each_check_is_a_violation_of_its_own_and_its_message_says_how_to_mend_it() {
    let mut seen = BTreeSet::new();
    for Case { check, level, forbidden, mended } in baseline_cases().into_iter().chain(restricted_cases()) {
        seen.insert(check);
        let check = CHECKS.iter().find(|other| other.id() == check).unwrap();
        // Root where root is refused: such a container never starts, whatever the namespace demands.
        let without: &[&str] = if check.id() == "runAsUser" { &["run-as-non-root-user"] } else { &[] };
        let found = forbidden.clone().build_for(NEWEST).err();
        let found: Vec<_> = found.iter().flatten().map(Violation::rule).collect();
        assert_eq!(found, without, "{check:?}: without a demand");
        let violations = forbidden.pod_security(level).build_for(NEWEST).unwrap_err();
        let found = violations.iter().find(|found| found.rule() == check.rule());
        let found = found.unwrap_or_else(|| panic!("{check:?}: {violations}"));
        let detail = found.detail();
        assert_eq!(found.kind(), ViolationKind::Forbidden);
        assert!(detail.starts_with(&format!("violates PodSecurity \"{level}\": ")), "{detail}");
        assert!(detail.ends_with(check.fix()), "{detail}");
        assert!(found.field().starts_with("spec."), "{found}");
        let rules: Vec<_> =
            violations.iter().map(Violation::rule).filter(|rule| !without.contains(rule)).collect();
        // A process of the host is on its network.
        let alone = rules.iter().filter(|rule| **rule != "pod-security-host-namespaces").count();
        assert!(
            rules.len() == 1 || (check.id() == "windowsHostProcess" && alone == 1),
            "{check:?}: {rules:?}"
        );
        mended
            .pod_security(level)
            .build_for(NEWEST)
            .unwrap_or_else(|left| panic!("{check:?} is not mended: {left}"));
    }
    assert_eq!(seen, CHECKS.iter().map(Check::id).collect());
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
