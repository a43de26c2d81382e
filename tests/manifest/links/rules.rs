//! Each rule against false alarms: one set that shows it, and one a field away that does not.

use podwright::links::{
    Completeness, External, LinkSink, Linker, Links, Missing, ObjectName, Outcome, Reason, ResolvedBy,
    Severity,
};
use serde_json::Value;

use super::{complete, objects};

/// Returns the ids of what is found in a complete set, with `?` behind those of notes.
pub(super) fn found(text: &str) -> Vec<String> {
    let is_note = |severity| if severity == Severity::Note { "?" } else { "" };
    complete(&objects(text)).iter().map(|it| format!("{}{}", it.rule(), is_note(it.severity()))).collect()
}

/// Returns the ids of what is found in a fragment.
pub(super) fn found_in_fragment(text: &str) -> Vec<&'static str> {
    Links::between(&objects(text))
        .findings(Completeness::Fragment)
        .iter()
        .map(podwright::links::Finding::rule)
        .collect()
}

/// Writes a pod that takes a variable from a key of a map or a secret.
pub(super) fn pod(kind: &str, name: &str, key: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: web}}}}\nspec:\n  containers:\n  - name: web\n    \
         image: acme/web:1\n    env: [{{name: A, valueFrom: {{{kind}: {{name: {name}, key: {key}{more}}}}}}}]\n"
    )
}

fn config(name: &str, data: &str) -> String {
    format!("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n{data}\n")
}

#[test]
fn completeness_is_declared() {
    let text = pod("configMapKeyRef", "web-config", "level", "");
    assert_eq!(found(&text), ["link-config-map-missing"]);
    assert!(found_in_fragment(&text).is_empty());
    let objects = objects(&text);
    let links = Linker::new().unreadable("chart.yaml").link(&objects);
    let findings = links.findings(Completeness::Complete);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        findings[0].to_string(),
        "the set is treated as a fragment, because this could not be read: chart.yaml"
    );
    assert!(links.findings(Completeness::Fragment).is_empty());
}

#[test]
fn a_missing_part_of_a_present_object_is_always_reported() {
    let web = pod("configMapKeyRef", "web-config", "lvl", "");
    let text = web.clone() + &config("web-config", "data: {level: info, routes.yaml: x}");
    assert_eq!(found(&text), ["link-key-missing"]);
    assert_eq!(found_in_fragment(&text), ["link-key-missing"]);
    assert_eq!(
        complete(&objects(&text))[0].to_string(),
        r#"Pod "web" spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap "web-config" has no key "lvl"; it has "level", "routes.yaml""#
    );
    assert!(found(&(web.clone() + &config("web-config", ""))).is_empty(), "it is filled later");
    assert!(found(&(web.clone() + &config("web-config", "data: {lvl: info}"))).is_empty());
    let binary = web.clone() + &config("web-config", "binaryData: {lvl: aGk=}");
    assert_eq!(found(&binary), ["link-key-missing"], "a variable does not come from binaryData");
    let optional = pod("configMapKeyRef", "web-config", "lvl", ", optional: true");
    assert_eq!(found(&(optional + &config("web-config", "data: {level: info}"))), ["link-key-optional?"]);
}

#[test]
fn a_missing_object_is_reported_once_with_all_that_refer_to_it() {
    let text = pod("secretKeyRef", "db", "a", "")
        + "---\n"
        + &pod("secretKeyRef", "db", "b", "").replace("name: web, labels", "name: api, labels");
    let findings = complete(&objects(&text));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].places().len(), 2);
    assert_eq!(
        findings[0].to_string(),
        "Pod \"web\" spec.containers[0].env[0].valueFrom.secretKeyRef.name: Secret \"db\" is not in the set; \
         also Pod \"api\" spec.containers[0].env[0].valueFrom.secretKeyRef.name"
    );
    assert!(found(&pod("secretKeyRef", "db", "a", ", optional: true")).is_empty());
}

#[test]
fn what_another_object_makes_is_there() {
    for (provider, key, rule) in [
        (
            "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec: {secretName: SECRET}",
            "tls.crt",
            None,
        ),
        (
            "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec: {secretName: SECRET}",
            "tls.pem",
            Some("link-key-missing"),
        ),
        ("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: SECRET}", "any", None),
        ("apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: SECRET}", "any", None),
        (
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {target: {name: SECRET}}",
            "any",
            None,
        ),
        (
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: SECRET}\nspec: {target: {name: a}}",
            "any",
            Some("link-secret-missing"),
        ),
        (
            "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: {name: a}\nspec: {secretObjects: [{secretName: SECRET}]}",
            "any",
            None,
        ),
        (
            "apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {service.beta.openshift.io/serving-cert-secret-name: SECRET}}\nspec: {ports: [{port: 80}]}",
            "tls.key",
            None,
        ),
    ] {
        let text = pod("secretKeyRef", "made", key, "") + "---\n" + &provider.replace("SECRET", "made");
        assert_eq!(found(&text), Vec::from_iter(rule), "{provider}");
    }
    let ingress = |annotation: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: a, annotations: {{{annotation}: \"x\"}}}}\n\
             spec: {{tls: [{{secretName: tls}}], defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}\n---\n\
             apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{ports: [{{port: 80}}]}}\n"
        )
    };
    assert_eq!(
        found(&ingress("cert-manager.io/cluster-issuer")),
        ["link-class-missing?"],
        "only the issuer is missing"
    );
    assert_eq!(found(&ingress("example.com/other")), ["link-secret-missing?"]);
}

#[test]
fn a_name_in_a_command_line_is_perhaps_made_by_it() {
    let job = |args: &str| {
        format!(
            "---\napiVersion: batch/v1\nkind: Job\nmetadata: {{name: init}}\nspec: {{template: {{spec: {{restartPolicy: Never, \
             containers: [{{name: init, image: acme/init:1, args: [{args}]}}]}}}}}}\n"
        )
    };
    let web = pod("secretKeyRef", "webhook-cert", "cert", "");
    assert_eq!(found(&(web.clone() + &job("\"--secret-name=webhook-cert\""))), ["link-made-by-program?"]);
    assert_eq!(found(&(web.clone() + &job("\"--secret-name=webhook-certs\""))), ["link-secret-missing"]);
    assert!(
        found(&(web.clone() + &job("create, \"--secret-name=webhook-cert\""))).is_empty(),
        "it creates it"
    );
    assert_eq!(
        found(&(web.clone() + &job("create, \"--secret-name=webhook-certs\""))),
        ["link-secret-missing"]
    );
    assert_eq!(
        found(&(web.clone() + &job("webhook, initial-cert"))),
        ["link-made-by-program?"],
        "a subcommand tells of it"
    );
    assert_eq!(found(&(web + &job("--port=80"))), ["link-secret-missing"]);
    let account = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {serviceAccountName: web, containers: [{name: a, image: b:1}]}\n";
    let with = |args: &str| found(&(account.to_owned() + &job(args)));
    assert_eq!(with("\"http://web/warm\""), ["link-service-account-missing"], "it is a host");
    assert!(with("create, serviceaccount, web").is_empty());
}

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n";

#[test]
fn an_unknown_custom_resource_may_make_anything() {
    let custom = |group: &str, kind: &str| {
        format!(
            "{SERVICE}---\napiVersion: {group}/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{secret: made}}\n"
        )
    };
    assert_eq!(found(&custom("example.com", "Database")), ["link-pods-missing?"]);
    assert_eq!(found(&custom("keda.sh", "ScaledJob")), ["link-pods-missing?"]);
    assert_eq!(found(&custom("cert-manager.io", "Issuer")), ["link-pods-missing"]);
    assert_eq!(found(SERVICE), ["link-pods-missing"]);
    let text = custom("example.com", "Database");
    let linker = Linker::new().custom("example.com", "Database", |object: &Value, found: &mut LinkSink| {
        let secret = object["spec"]["secret"].as_str().unwrap_or_default();
        found.refers("spec.secret", ObjectName::new("", "Secret", None, secret));
        found.makes_pods([("app", "web")]);
    });
    let links = linker.link(&objects(&text));
    let findings = links.findings(Completeness::Complete);
    let rules: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(rules, ["Database \"a\" spec.secret: Secret \"made\" is not in the set"]);
    let declared =
        Linker::new().external(External::pods([("app", "web"), ("tier", "x")])).link(&objects(SERVICE));
    assert!(declared.findings(Completeness::Complete).is_empty());
    let other = Linker::new().external(External::pods([("app", "api")])).link(&objects(SERVICE));
    assert_eq!(other.findings(Completeness::Complete).len(), 1);
}

pub(super) fn workload(kind: &str, name: &str, labels: &str, ports: &str) -> String {
    format!(
        "---\napiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n  selector: {{matchLabels: {{{labels}}}}}\n  \
         template:\n    metadata: {{labels: {{{labels}}}}}\n    spec: {{containers: [{{name: main, image: acme/web:1, ports: [{ports}]}}]}}\n"
    )
}

#[test]
fn labels_that_controllers_add_are_there() {
    let service =
        |label: &str, value: &str| SERVICE.replace("app: web}", &format!("app: web, {label}: {value}}}"));
    let set = workload("StatefulSet", "db", "app: web", "{name: http, containerPort: 80}")
        .replace("spec:\n  selector", "spec:\n  replicas: 3\n  serviceName: web\n  selector");
    let set = |label, value| {
        service(label, value).replace("spec: {selector", "spec: {clusterIP: None, selector") + &set
    };
    assert!(found(&set("statefulset.kubernetes.io/pod-name", "db-2")).is_empty());
    let beyond = found(&set("statefulset.kubernetes.io/pod-name", "db-3"));
    assert_eq!(beyond, ["link-pods-missing", "link-service-not-headless?"]);
    let deployment = workload("Deployment", "web", "app: web", "{name: http, containerPort: 80}");
    assert!(found(&(service("pod-template-hash", "abc") + &deployment)).is_empty());
    assert_eq!(found(&(service("release", "abc") + &deployment)), ["link-pods-missing"]);
}

#[test]
fn a_number_of_a_port_is_a_note_at_most_and_a_name_is_not() {
    let service = |target: &str| SERVICE.replace("targetPort: http", &format!("targetPort: {target}"));
    let web = |ports: &str| workload("Deployment", "web", "app: web", ports);
    assert!(found(&(service("9090") + &web(""))).is_empty());
    assert_eq!(found(&(service("9090") + &web("{containerPort: 80}"))), ["link-port-undeclared?"]);
    assert!(found(&(service("80") + &web("{containerPort: 80}"))).is_empty());
    assert_eq!(found(&(service("http") + &web(""))), ["link-port-missing"]);
    assert_eq!(
        found(&(service("http") + &web("{name: http, containerPort: 80, protocol: UDP}"))),
        ["link-port-missing"]
    );
    assert!(found(&(service("http") + &web("{name: http, containerPort: 80}"))).is_empty());
}

#[test]
fn an_undeclared_port_beside_declared_ones_is_meant_unless_a_declared_one_is_near() {
    let set = |more: &str, ports: &str| {
        SERVICE.replace(
            "{port: 80, targetPort: http}",
            &format!("{{name: http, port: 80, targetPort: http}}, {more}"),
        ) + &workload("Deployment", "web", "app: web", &format!("{{name: http, containerPort: 80}}{ports}"))
    };
    let metrics = "{name: metrics, port: 9090, targetPort: 9091}";
    assert!(found(&set(metrics, "")).is_empty());
    assert!(found(&set(metrics, ", {containerPort: 9500}")).is_empty());
    let set = set(metrics, ", {name: metrics, containerPort: 9090}");
    let findings = complete(&objects(&set));
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "Service \"web\" spec.ports[1].targetPort: no container of Deployment \"web\" declares TCP port 9091, and it declares \
             others; did you mean 9090?"
        ]
    );
    let listening = set.replace("image: acme/web:1", "image: acme/web:1, args: [\"--metrics=:9091\"]");
    assert!(found(&listening).is_empty(), "the command line has it");
    let other = set.replace("image: acme/web:1", "image: acme/web:1, args: [\"--metrics=:90910\"]");
    assert_eq!(found(&other), ["link-port-undeclared?"]);
}

#[test]
fn pods_that_end_need_no_port_of_a_service() {
    let set = |policy: &str| {
        SERVICE.to_owned()
            + &workload("Deployment", "web", "app: web", "{name: http, containerPort: 80}")
            + &format!(
                "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: test, labels: {{app: web}}}}\nspec: {{{policy}containers: [{{name: test, image: acme/test:1}}]}}\n"
            )
    };
    assert!(found(&set("restartPolicy: Never, ")).is_empty());
    assert_eq!(found(&set("")), ["link-port-of-some?"]);
    let alone = set("restartPolicy: Never, ").replace("{name: http, ", "{name: web, ");
    assert_eq!(found(&alone), ["link-port-missing"]);
}

#[test]
fn a_policy_over_several_workloads_is_about_those_that_have_the_port() {
    let set = |port: &str| {
        workload("Deployment", "web", "app: web, tier: a", "{name: http, containerPort: 80}")
            + &workload("Deployment", "db", "app: db, tier: a", "{name: db, containerPort: 5432}")
            + &format!(
                "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {{podSelector: {{matchLabels: {{tier: a}}}}, ingress: [{{ports: [{{port: {port}}}]}}]}}\n"
            )
    };
    assert!(found(&set("http")).is_empty());
    assert_eq!(found(&set("https")), ["link-port-missing"]);
}

#[test]
fn a_service_over_several_workloads_is_normal() {
    let http = "{name: http, containerPort: 80}";
    let two = |ports: &str| {
        SERVICE.to_owned()
            + &workload("Deployment", "web-v1", "app: web, version: v1", http)
            + &workload("Deployment", "web-v2", "app: web, version: v2", ports)
    };
    assert!(found(&two(http)).is_empty());
    assert_eq!(found(&two("{name: web, containerPort: 80}")), ["link-port-of-some?"]);
    let other = SERVICE.to_owned()
        + &workload("Deployment", "api", "app: web", http)
        + &workload("Deployment", "web", "app: api", http);
    assert_eq!(found(&other), ["link-pods-of-others?"]);
    let overlap = workload("Deployment", "a", "app: web", "") + &workload("Deployment", "b", "app: web", "");
    assert_eq!(found(&overlap).len(), 2);
    assert!(found(&overlap).iter().all(|it| it == "link-selectors-overlap"));
}

fn binding(namespace: &str) -> String {
    format!(
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {{name: {namespace}}}\n\
         roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}\n\
         subjects: [{{kind: ServiceAccount, name: web, namespace: {namespace}}}]\n"
    )
}

#[test]
fn objects_without_a_namespace_are_in_one_namespace() {
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n".to_owned();
    let outcomes = |text: &str| -> Vec<Outcome> {
        let objects = objects(text);
        let links = Links::between(&objects);
        links
            .references()
            .iter()
            .filter(|it| it.field() == "subjects[0].name")
            .map(|it| it.outcome().clone())
            .collect()
    };
    let resolved = Outcome::Resolved(ResolvedBy::Object);
    assert_eq!(outcomes(&(account.clone() + &binding("a"))), std::slice::from_ref(&resolved));
    let two = outcomes(&(account.clone() + &binding("a") + &binding("b")));
    assert_eq!(two, [resolved, Outcome::Unknown(Reason::OtherNamespace)]);
    let config =
        config("b-config", "data: {x: \"1\"}").replace("name: b-config", "name: b-config, namespace: b");
    let set = account.replace("name: web", "name: web, namespace: a") + &config + &binding("b");
    let elsewhere = outcomes(&set);
    assert_eq!(elsewhere, [Outcome::Dangling(Missing::Namespace("a".into()))]);
    assert_eq!(
        complete(&objects(&set))[0].message(),
        "ServiceAccount \"web\" is in namespace \"a\", not in \"b\""
    );
}

#[test]
fn what_leaves_the_application_is_no_violation() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {priorityClassName: high, runtimeClassName: kata, \
                nodeName: node-1, schedulerName: own, containers: [{name: web, image: acme/web:1}]}\n---\n\
                apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {storageClassName: fast, \
                accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
    assert_eq!(found(text), ["link-class-missing?", "link-class-missing?"]);
    assert!(found(&binding("elsewhere")).is_empty(), "no object of the set is in the namespace");
    assert!(found(&binding("kube-system")).is_empty());
    let class =
        "---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1\n";
    assert_eq!(found(&(text.to_owned() + class)), ["link-class-missing?"]);
}

#[test]
fn only_some_references_need_an_order_and_a_cycle_is_no_mistake() {
    let text = SERVICE.to_owned()
        + &workload("Deployment", "web", "app: web", "{name: http, containerPort: 80}")
            .replace("image: acme/web:1", "image: acme/web:1, args: [\"http://web:80\"]")
            .replace("{containers", "{serviceAccountName: web, containers")
        + "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n";
    assert!(found(&text).is_empty());
    let objects = objects(&text);
    let links = Links::between(&objects);
    let ordered: Vec<_> = links
        .references()
        .iter()
        .filter(|it| it.needs_order())
        .map(podwright::links::Reference::field)
        .collect();
    assert_eq!(ordered, ["spec.template.spec.serviceAccountName"]);
    assert!(links.references().iter().all(|it| it.outcome().is_resolved()));
}

#[test]
fn alternatives_leave_references_open() {
    let web = pod("configMapKeyRef", "web-config", "lvl", "");
    let one = config("web-config", "data: {level: a}");
    let other = config("web-config", "data: {level: b}");
    assert_eq!(found(&(web.clone() + &one + &other)), ["link-object-twice?"]);
    assert_eq!(found(&(web + &one)), ["link-key-missing"]);
}

#[test]
fn an_object_that_is_repeated_is_no_alternative() {
    let web = |key: &str| pod("configMapKeyRef", "web-config", key, "");
    let one = config("web-config", "data: {level: a}");
    assert!(found(&(web("level") + &one + &one)).is_empty());
    assert_eq!(found(&(web("lvl") + &one + &one)), ["link-key-missing"]);
    let documents = objects(&(one.clone() + &one + "---\n" + &web("lvl")));
    let links = Links::between(&documents);
    assert_eq!(links.references()[0].index(), 2, "the index is that of the object among all");
}

#[test]
fn alternatives_are_not_compared_with_each_other() {
    let web = |image: &str| workload("Deployment", "web", "app: web", "").replace("acme/web:1", image);
    let both = web("acme/web:1") + &web("acme/web:2");
    assert_eq!(found(&both), ["link-object-twice?"]);
    let named = both.replacen("{name: web}", "{name: web, namespace: shop}", 1);
    assert_eq!(
        found(&(named.clone() + NAMED)),
        ["link-object-twice?"],
        "the apply is in the namespace of the other"
    );
    let rivals = web("acme/web:1") + &workload("Deployment", "api", "app: web", "");
    assert_eq!(found(&rivals), ["link-selectors-overlap", "link-selectors-overlap"]);
    let service = |name: &str, port: u16| {
        format!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{type: NodePort, ports: [{{port: {port}, nodePort: 30080}}]}}\n"
        )
    };
    assert_eq!(found(&(service("a", 80) + &service("a", 81))), ["link-object-twice?"]);
    assert_eq!(found(&(service("a", 80) + &service("b", 80))), ["link-node-port-twice"]);
    let scaled = |name: &str, most: u64| {
        format!(
            "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: {name}}}\nspec: {{maxReplicas: {most}, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}, metrics: [{{type: External, external: {{metric: {{name: queue}}, target: {{type: Value, value: 5}}}}}}]}}\n"
        )
    };
    assert_eq!(found(&(web("acme/web:1") + &scaled("a", 3) + &scaled("a", 5))), ["link-object-twice?"]);
    assert_eq!(found(&(web("acme/web:1") + &scaled("a", 3) + &scaled("b", 3))), ["link-scaled-twice"]);
}

/// An object by which the namespace of the apply is `shop`.
const NAMED: &str = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n";

#[test]
fn a_program_may_set_labels_of_its_pods() {
    let set = |labels: &str, verb: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: active}}\nspec: {{selector: {{{labels}}}, ports: [{{port: 80}}]}}\n---\n\
             apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: elects}}\nrules: [{{apiGroups: [\"\"], resources: [pods], verbs: [{verb}]}}]\n"
        ) + &workload("StatefulSet", "db", "app: db, tier: data", "")
            .replace("spec:\n  selector", "spec:\n  serviceName: active\n  replicas: 1\n  selector")
    };
    let findings = complete(&objects(&set("app: db, role: primary", "patch")));
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "Service \"active\" spec.selector: no pod of the set has the labels app=db,role=primary; does a program with Role \
             \"elects\" set those that are missing?"
        ]
    );
    assert_eq!(found(&set("app: db, role: primary", "list")), ["link-pods-missing"]);
    assert_eq!(found(&set("role: primary", "patch")), ["link-pods-missing"], "nothing tells which pods");
    assert_eq!(found(&set("app: db, tier: dat", "patch")), ["link-pods-missing"], "it has another value");
    assert_eq!(found(&set("app: db, teir: data", "patch")), ["link-pods-missing"], "the key is misspelt");
}

#[test]
fn labels_of_a_domain_that_no_pod_has_are_those_of_a_controller() {
    let policy = |label: &str| {
        format!(
            "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {{podSelector: {{matchLabels: {{{label}}}}}}}\n"
        )
    };
    let web = workload("Deployment", "web", "example.com/tier: web", "");
    assert!(found(&(web.clone() + &policy("acme.cert-manager.io/http01-solver: \"true\""))).is_empty());
    assert_eq!(found(&(web.clone() + &policy("solver: \"true\""))), ["link-pods-missing?"]);
    assert_eq!(found(&(web.clone() + &policy("example.com/tier: db"))), ["link-pods-missing?"]);
    assert_eq!(found(&(web.clone() + &policy("exmaple.com/tier: web"))), ["link-pods-missing?"]);
    assert_eq!(found(&(web.clone() + &policy("app.kubernets.io/name: web"))), ["link-pods-missing?"]);
    let service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: solver}\nspec: {selector: {acme.cert-manager.io/solver: a}, ports: [{port: 80}]}\n";
    assert_eq!(found(&(web + service)), ["link-pods-missing?"]);
}

#[test]
fn one_pod_of_a_stateful_set_needs_no_name_of_its_own() {
    let set = |replicas: u64| {
        SERVICE.to_owned()
            + &workload("StatefulSet", "web", "app: web", "{name: http, containerPort: 80}").replace(
                "spec:\n  selector",
                &format!("spec:\n  serviceName: web\n  replicas: {replicas}\n  selector"),
            )
    };
    assert!(found(&set(1)).is_empty());
    assert_eq!(found(&set(2)), ["link-service-not-headless?"]);
    let asking = |host: &str| {
        set(1)
            .replace("image: acme/web:1", &format!("image: acme/web:1, args: [\"--peer=http://{host}:80\"]"))
    };
    assert_eq!(
        complete(&objects(&asking("web-0.web")))[0].to_string(),
        "StatefulSet \"web\" spec.template.spec.containers[0].args[0]: Service \"web\" is not headless, so no pod has the name \
         \"web-0.web\"; write clusterIP: None"
    );
    let headless = |host: &str| {
        asking(host).replace(
            "spec: {selector: {app: web}, ports",
            "spec: {clusterIP: None, selector: {app: web}, ports",
        )
    };
    assert!(found(&headless("web-0.web")).is_empty());
    assert!(found(&asking("web-x.web")).is_empty(), "it is no pod of the set");
}

#[test]
fn a_label_that_is_nearly_that_of_pods_is_proposed() {
    let texts = |label: &str, kind: &str| {
        let selecting = match kind {
            "Service" => format!(
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{selector: {{{label}}}, ports: [{{port: 80}}]}}\n"
            ),
            _ => format!(
                "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {{podSelector: {{matchLabels: {{{label}}}}}}}\n"
            ),
        };
        let set = workload("Deployment", "web", "name: carts, tier: web", "") + &selecting;
        complete(&objects(&set)).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for kind in ["Service", "NetworkPolicy"] {
        let says = |label: &str| texts(label, kind)[0].split_once("labels ").unwrap().1.to_owned();
        assert_eq!(says("name: cart"), r#"name=cart; did you mean name=carts of Deployment "web"?"#);
        assert_eq!(
            says("name: carts, teir: web"),
            r#"name=carts,teir=web; did you mean tier=web of Deployment "web"?"#
        );
        assert_eq!(says("name: cart, tier: wep"), "name=cart,tier=wep", "two differ");
        assert_eq!(says("name: orders"), "name=orders");
    }
}

#[test]
fn a_monitor_of_a_port_without_a_name_is_told_to_name_it() {
    let set = |ports: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: db, labels: {{app: db}}}}\nspec: {{ports: [{ports}]}}\n---\n\
             apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {{name: db}}\nspec: {{selector: {{matchLabels: {{app: db}}}}, endpoints: [{{port: metrics}}]}}\n"
        )
    };
    let texts =
        |ports: &str| complete(&objects(&set(ports))).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        texts("{port: 9187}"),
        [
            "ServiceMonitor \"db\" spec.endpoints[0].port: Service \"db\" has no port \"metrics\"; its ports have no names: write \
             name: metrics"
        ]
    );
    assert_eq!(
        texts("{port: 9187, name: metric}"),
        [
            "ServiceMonitor \"db\" spec.endpoints[0].port: Service \"db\" has no port \"metrics\"; did you mean \"metric\"? It has \
             \"metric\""
        ]
    );
    assert!(texts("{port: 9187, name: metrics}").is_empty());
}

#[test]
fn names_are_compared_exactly_and_near_ones_are_proposed() {
    let near = |name: &str| {
        let text = pod("configMapKeyRef", "web-config", "level", "") + &config(name, "data: {level: a}");
        complete(&objects(&text)).first().map(|it| it.message().to_owned())
    };
    let proposal =
        |name: &str| Some(format!("ConfigMap \"web-config\" is not in the set; did you mean {name:?}?"));
    assert_eq!(near("web-config"), None);
    assert_eq!(near("webconfig"), proposal("webconfig"));
    assert_eq!(near("web-confgi"), proposal("web-confgi"));
    assert_eq!(near("other"), Some("ConfigMap \"web-config\" is not in the set".to_owned()));
    let old = "---\napiVersion: example.com/v1\nkind: ConfigMap\nmetadata: {name: web-config}\n";
    let text = pod("configMapKeyRef", "web-config", "level", "") + old;
    assert_eq!(found(&text), ["link-made-by-custom?"], "a kind of another group is another kind");
}

#[test]
fn every_cluster_has_some_names() {
    assert!(found(&pod("configMapKeyRef", "kube-root-ca.crt", "ca.crt", "")).is_empty());
    assert_eq!(found(&pod("configMapKeyRef", "kube-root-ca.crt", "ca.pem", "")), ["link-key-missing"]);
    let account = |name: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{serviceAccountName: {name}, containers: [{{name: a, image: b:1}}]}}\n"
        )
    };
    assert!(found(&account("default")).is_empty());
    assert_eq!(found(&account("web")), ["link-service-account-missing"]);
    let in_system = |name: &str| account(name).replace("{name: web}", "{name: web, namespace: kube-system}");
    assert_eq!(found(&in_system("web")), ["link-service-account-missing"], "the pods are of the set");
    assert!(found(&in_system("default")).is_empty());
    let bound = |kind: &str, role: &str, account: &str| {
        format!(
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: scheduler, namespace: kube-system}}\n---\n\
             apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: a, namespace: kube-system}}\nroleRef: {{apiGroup: \
             rbac.authorization.k8s.io, kind: {kind}, name: {role}}}\nsubjects: [{{kind: ServiceAccount, name: {account}, namespace: kube-system}}]\n"
        )
    };
    let reader = "extension-apiserver-authentication-reader";
    assert!(found(&bound("Role", reader, "scheduler")).is_empty());
    assert!(
        found(&bound("Role", "system::leader-locking-kube-scheduler", "horizontal-pod-autoscaler"))
            .is_empty()
    );
    assert_eq!(found(&bound("Role", "extension-apiserver-reader", "scheduler")), ["link-role-missing"]);
    assert_eq!(
        found(&bound("Role", reader, "schedular")),
        ["link-service-account-missing"],
        "it is misspelt"
    );
}

#[test]
fn an_autoscaler_needs_requests_of_all_containers() {
    let scaled = |resources: &str| {
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: \
         {apiVersion: apps/v1, kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: \
         Utilization, averageUtilization: 70}}}]}\n"
            .to_owned()
            + &workload("Deployment", "web", "app: web", "")
                .replace("image: acme/web:1", &format!("image: acme/web:1, resources: {{{resources}}}"))
    };
    assert_eq!(found(&scaled("requests: {memory: 1Mi}")), ["link-request-missing"]);
    assert!(found(&scaled("requests: {cpu: 1}")).is_empty());
    assert!(found(&scaled("limits: {cpu: 1}")).is_empty());
    let range = "---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: [{type: Container, default: {cpu: 1}}]}\n";
    assert_eq!(found(&(scaled("requests: {memory: 1Mi}") + range)), ["link-request-missing?"]);
}

#[test]
fn an_address_is_compared_with_services_of_the_set_only() {
    let web = |address: &str| {
        SERVICE.to_owned()
            + &workload("Deployment", "web", "app: web", "{name: http, containerPort: 80}")
                .replace("image: acme/web:1", &format!("image: acme/web:1, args: [\"{address}\"]"))
    };
    assert!(found(&web("web:80")).is_empty());
    assert_eq!(found(&web("web:8080")), ["link-address-port?"]);
    assert!(found(&web("db:5432")).is_empty());
}
