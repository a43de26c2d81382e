//! Setters of the pod builder: what adds, what extends, what sets; conditions, changes by hand, and calls that contradict.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use podwright::pod::network::Dns;
use podwright::prelude::*;
use podwright::rules;
use serde_json::{Value, json};

fn web() -> Container {
    Container::new(name!("web"), image!("nginx:1.27"))
}

fn web_pod() -> PodBuilder {
    Pod::builder(name!("web"))
}

/// The pod for a cluster that has all features.
fn written(pod: PodBuilder) -> Value {
    let pod = pod.main(web()).build_for(rules::KubeVersion::V1_37).unwrap();
    serde_json::to_value(pod.as_ref()).unwrap()
}

/// The fields and the rules that a pod breaks in a cluster that has all features.
fn broken(pod: PodBuilder<HasMain>) -> Vec<(String, &'static str)> {
    let violations = pod.build_for(rules::KubeVersion::V1_37).unwrap_err();
    violations.iter().map(|violation| (violation.field().to_owned(), violation.rule())).collect()
}

fn owner(name: &str) -> OwnerReference {
    OwnerReference {
        api_version: "apps/v1".to_owned(),
        kind: "ReplicaSet".to_owned(),
        name: name.to_owned(),
        uid: format!("uid-of-{name}"),
        ..OwnerReference::default()
    }
}

#[test]
fn a_plural_is_its_singular_many_times() {
    let alias = |ip: &str| HostAlias::new(ip.parse().unwrap(), name!("db"));
    let claim = |name: DnsLabel| PodResourceClaim::named(name, name!("team-gpu"));
    let spread = |key| Spread::over(key).matching(labels! { "app" = "web" }).or_schedule_anyway();
    let singular = web_pod()
        .label(key!("a"), value!("1"))
        .label(key!("b"), value!("2"))
        .annotation(key!("a"), "1")
        .annotation(key!("b"), "2")
        .owner(owner("a"))
        .owner(owner("b"))
        .finalizer(key!("example.com/a"))
        .finalizer(key!("example.com/b"))
        .volume(Volume::empty_dir(name!("a")))
        .volume(Volume::empty_dir(name!("b")))
        .readiness_gate(key!("example.com/a"))
        .readiness_gate(key!("example.com/b"))
        .host_alias(alias("192.0.2.1"))
        .host_alias(alias("192.0.2.2"))
        .tolerate(Toleration::exists(key!("a")))
        .tolerate(Toleration::exists(key!("b")))
        .spread(spread(topology::ZONE))
        .spread(spread(topology::HOSTNAME))
        .node_label(key!("a"), value!("1"))
        .node_label(key!("b"), value!("2"))
        .scheduling_gate(key!("example.com/a"))
        .scheduling_gate(key!("example.com/b"))
        .resource_claim(claim(name!("a")))
        .resource_claim(claim(name!("b")));
    let plural = web_pod()
        .labels(labels! { "a" = "1", "b" = "2" })
        .annotations(annotations! { "a" = "1", "b" = "2" })
        .owners([owner("a"), owner("b")])
        .finalizers([key!("example.com/a"), key!("example.com/b")])
        .volumes([Volume::empty_dir(name!("a")), Volume::empty_dir(name!("b"))])
        .readiness_gates([key!("example.com/a"), key!("example.com/b")])
        .host_aliases([alias("192.0.2.1"), alias("192.0.2.2")])
        .tolerations([Toleration::exists(key!("a")), Toleration::exists(key!("b"))])
        .spreads([topology::ZONE, topology::HOSTNAME].map(spread))
        .node_selector(labels! { "a" = "1", "b" = "2" })
        .scheduling_gates([key!("example.com/a"), key!("example.com/b")])
        .resource_claims([claim(name!("a")), claim(name!("b"))]);
    assert_eq!(written(singular), written(plural));
}

#[test]
fn an_empty_list_is_not_written() {
    let pod = web_pod()
        .labels(labels! {})
        .annotations(Annotations::new())
        .owners([])
        .finalizers([])
        .volumes(Vec::<Volume>::new())
        .readiness_gates([])
        .host_aliases([])
        .tolerations(Vec::<Toleration>::new())
        .scheduling_gates([])
        .resource_claims([]);
    assert_eq!(written(pod), written(web_pod()));
}

#[test]
fn a_field_of_one_value_has_the_later_one() {
    let pod = web_pod()
        .node_selector(labels! { "a" = "1" })
        .node_selector(labels! { "b" = "2" })
        .dns(Dns::default_of_node())
        .dns(Dns::cluster_first());
    let pod = written(pod);
    assert_eq!(pod["spec"]["nodeSelector"], json!({ "b": "2" }));
    assert_eq!(pod["spec"]["dnsPolicy"], "ClusterFirst");
}

#[test]
fn conditions_apply_in_every_stage_of_pods_and_templates() {
    fn labelled<S: podwright::pod::State, T: podwright::pod::Target>(
        pod: PodBuilder<S, T>,
        team: Option<LabelValue>,
    ) -> PodBuilder<S, T> {
        let is_known = team.is_some();
        pod.with_some(team, |pod, team| pod.label(key!("team"), team))
            .when(!is_known, |pod| pod.label(key!("team"), value!("none")))
    }

    for (team, label) in [(Some(value!("web")), "web"), (None, "none")] {
        let pod = labelled(labelled(web_pod(), None).main(web()), team.clone()).build().unwrap();
        assert_eq!(pod.metadata.labels.as_ref().unwrap()["team"], label);
        let template = labelled(labelled(PodTemplate::builder(), None).main(web()), team).build().unwrap();
        let metadata = template.metadata.as_ref().unwrap();
        assert_eq!(metadata.labels.as_ref().unwrap()["team"], label);
    }
}

#[test]
fn metadata_changed_by_hand_is_validated() {
    let pod = web_pod().main(web()).raw_metadata(|metadata| metadata.name = Some("Web".to_owned()));
    assert_eq!(broken(pod), [("metadata.name".to_owned(), "metadata-name-invalid")]);
}

#[test]
fn parts_changed_by_hand_are_validated() {
    let toleration = Toleration::everything().raw(|toleration| toleration.effect = Some("Never".to_owned()));
    let spread = Spread::over(topology::ZONE)
        .matching(labels! { "app" = "web" })
        .or_do_not_schedule()
        .raw(|constraint| constraint.max_skew = -1);
    let nodes = NodeAffinity::require(node::ARCH.exists()).raw(|affinity| {
        let required = affinity.required_during_scheduling_ignored_during_execution.as_mut().unwrap();
        required.node_selector_terms.clear();
    });
    let pods = PodTerm::matching(Selector::everything().raw(|selector| {
        selector.match_labels = Some([("/".to_owned(), "web".to_owned())].into());
    }));
    let pod = web_pod()
        .main(web().security_context(SecurityContext::new().raw(|security| security.run_as_user = Some(-1))))
        .security_context(PodSecurityContext::new().raw(|security| security.fs_group = Some(-1)))
        .dns(Dns::cluster_first().raw(|config| config.searches = Some(vec!["/".to_owned()])))
        .host_alias(HostAlias::new(ip!("192.0.2.1"), name!("db")).raw(|alias| alias.ip.clear()))
        .resource_claim(PodResourceClaim::named(name!("a"), name!("b")).raw(|claim| claim.name.clear()))
        .affinity(nodes)
        .anti_affinity(PodAntiAffinity::require(pods.over(topology::ZONE)))
        .tolerate(toleration)
        .spread(spread);
    let mut rules: Vec<_> = broken(pod).into_iter().map(|(_, rule)| rule).collect();
    rules.sort_unstable();
    assert_eq!(
        rules,
        [
            "dns-search-invalid",
            "fs-group-range",
            "ip-invalid",
            "node-affinity-term-required",
            "pod-claim-name-required",
            "run-as-user-range",
            "selector-key",
            "spread-max-skew",
            "toleration-effect",
        ]
    );
}

#[test]
fn privileged_without_escalation_is_a_violation() {
    for security in [
        SecurityContext::new().privileged().no_privilege_escalation(),
        SecurityContext::new().no_privilege_escalation().privileged(),
    ] {
        assert_eq!(
            broken(web_pod().main(web().security_context(security))),
            [("spec.containers[0].securityContext".to_owned(), "privilege-escalation-privileged")]
        );
    }
}

#[test]
fn user_0_that_must_not_be_root_is_a_violation() {
    let restricted = || SecurityContext::restricted();
    let of_container = web_pod().main(web().security_context(restricted().run_as_user(uid!(0))));
    let of_pod = web_pod()
        .main(web().security_context(restricted()))
        .security_context(PodSecurityContext::new().run_as_user(uid!(0)));
    let against_pod = web_pod()
        .main(web().security_context(SecurityContext::new().run_as_user(uid!(0))))
        .security_context(PodSecurityContext::restricted());
    for (pod, field) in [
        (of_container, "spec.containers[0].securityContext.runAsUser"),
        (of_pod, "spec.securityContext.runAsUser"),
        (against_pod, "spec.containers[0].securityContext.runAsUser"),
    ] {
        assert_eq!(broken(pod), [(field.to_owned(), "run-as-non-root-user")]);
    }

    let allowed = web_pod()
        .main(web().security_context(SecurityContext::new().run_as_user(uid!(0)).may_run_as_root()))
        .security_context(PodSecurityContext::restricted());
    assert!(allowed.build().is_ok());
}

#[test]
fn the_api_server_accepts_user_0_that_must_not_be_root() {
    let template = PodTemplate::builder().main(web().security_context(SecurityContext::restricted()));
    let mut template = template.build().unwrap().into_inner();
    let spec = template.spec.as_mut().unwrap();
    spec.containers[0].security_context.as_mut().unwrap().run_as_user = Some(0);
    assert!(Valid::new(&template).is_ok());
    assert!(rules::validate(&template, rules::KubeVersion::ENABLED).is_accepted());
}

#[test]
fn a_message_names_the_container_that_would_never_start() {
    let pod = web_pod().main(web().security_context(SecurityContext::restricted().run_as_user(uid!(0))));
    assert_eq!(
        pod.build().unwrap_err().to_string(),
        "pod \"web\" cannot be created: 1 violation\n  \
         spec.containers[0].securityContext.runAsUser: Invalid value: 0: container \"web\" would never start: \
         user 0 is root, and runAsNonRoot is true; set another user, or allow root"
    );
}

#[test]
fn a_probe_of_another_containers_port_is_warned_of() {
    let http = port!("http", 8080);
    let pod = web_pod()
        .main(web().port(&http))
        .container(
            Container::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).readiness(Probe::tcp(&http)),
        )
        .build()
        .unwrap();
    let warnings: Vec<_> = pod.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "spec.containers[1].ports[0]: the same port as spec.containers[0].ports[0]",
            "spec.containers[1].ports[0]: \"http\" is the name of spec.containers[0].ports[0] too, \
             which services and probes choose",
        ]
    );
}
