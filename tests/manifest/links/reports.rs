//! What only a set of objects shows: for each report a set that shows it, and one a field away that does not.

use podwright::links::{Completeness, External, Linker, Links};

use super::rules::{found, found_in_fragment, pod, workload};
use super::{complete, objects};

/// Returns the texts of what is found in a complete set.
fn texts(text: &str) -> Vec<String> {
    complete(&objects(text)).iter().map(ToString::to_string).collect()
}

fn budget(spec: &str, selector: &str) -> String {
    format!(
        "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{{spec}, selector: {{matchLabels: {{{selector}}}}}}}\n"
    )
}

fn replicas(kind: &str, name: &str, labels: &str, replicas: u64) -> String {
    workload(kind, name, labels, "")
        .replace("spec:\n  selector", &format!("spec:\n  replicas: {replicas}\n  selector"))
}

fn autoscaler(name: &str, target: &str, bounds: &str) -> String {
    format!(
        "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: {name}}}\nspec: {{{bounds}, scaleTargetRef: \
         {{apiVersion: apps/v1, kind: Deployment, name: {target}}}, metrics: [{{type: External, external: {{metric: {{name: queue}}, \
         target: {{type: Value, value: 5}}}}}}]}}\n"
    )
}

#[test]
fn a_budget_lets_a_pod_be_evicted() {
    let web = |number| replicas("Deployment", "web", "app: web", number);
    // Minimum or maximum, replicas, and whether no pod can be evicted.
    for (spec, number, blocks) in [
        ("minAvailable: 2", 2, true),
        ("minAvailable: 3", 2, true),
        ("minAvailable: 1", 2, false),
        ("minAvailable: 1", 1, true),
        ("minAvailable: 0", 1, false),
        ("minAvailable: 1", 0, false),
        ("minAvailable: 50%", 1, true),
        ("minAvailable: 50%", 2, false),
        ("minAvailable: 51%", 2, true),
        ("minAvailable: 67%", 3, true),
        ("minAvailable: 66%", 3, false),
        ("minAvailable: 100%", 5, true),
        ("minAvailable: 0%", 1, false),
        ("maxUnavailable: 0", 3, true),
        ("maxUnavailable: 0%", 3, true),
        ("maxUnavailable: 1", 1, false),
        ("maxUnavailable: 1%", 1, false),
        ("maxUnavailable: 0", 0, false),
    ] {
        let set = web(number) + &budget(spec, "app: web");
        let wanted: &[&str] = if blocks { &["link-budget-blocks?"] } else { &[] };
        assert_eq!(found(&set), wanted, "{spec} of {number}");
        // The pods are those of the workload, so that more objects change nothing.
        assert_eq!(found_in_fragment(&set).len(), wanted.len(), "{spec} of {number}");
    }
    assert_eq!(
        texts(&(web(2) + &budget("minAvailable: 2", "app: web"))),
        [
            r#"PodDisruptionBudget "web" spec.minAvailable: 2 of the 2 pods of Deployment "web" lets none be evicted, so a drain waits for ever; write maxUnavailable: 1, or more replicas"#
        ]
    );
    let unset = workload("Deployment", "web", "app: web", "") + &budget("minAvailable: 1", "app: web");
    assert_eq!(found(&unset), ["link-budget-blocks?"], "a workload has one replica unless it says more");
    let neither = web(3) + &budget("unhealthyPodEvictionPolicy: AlwaysAllow", "app: web");
    assert_eq!(found(&neither), ["link-budget-blocks?"]);
}

#[test]
fn the_pods_of_a_budget_are_those_of_all_workloads_that_it_selects() {
    let two = |one, other| {
        replicas("Deployment", "v1", "app: web, version: v1", one)
            + &replicas("StatefulSet", "v2", "app: web, version: v2", other)
                .replace("spec:\n  replicas", "spec:\n  serviceName: v2\n  replicas")
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: v2}\nspec: {clusterIP: None, selector: {version: v2}}\n"
    };
    let over = |spec| budget(spec, "app: web");
    assert_eq!(found(&(two(1, 1) + &over("minAvailable: 2"))), ["link-budget-blocks?"]);
    assert!(found(&(two(1, 2) + &over("minAvailable: 2"))).is_empty());
    assert!(
        found_in_fragment(&(two(1, 1) + &over("minAvailable: 2"))).is_empty(),
        "another may be elsewhere"
    );
    let custom = "---\napiVersion: example.com/v1\nkind: Database\nmetadata: {name: a}\n";
    assert!(
        found(&(two(1, 1) + &over("minAvailable: 2") + custom)).is_empty(),
        "its pods may have the label"
    );
    let own = replicas("Deployment", "web", "app: web", 1) + &over("minAvailable: 1") + custom;
    assert_eq!(
        found(&own),
        ["link-budget-blocks?"],
        "its pods have not the labels by which a workload selects"
    );
    let linker = Linker::new().external(External::pods([("app", "web")]));
    let links = linker.link(&objects(&(two(1, 1) + &over("minAvailable: 2"))));
    assert!(links.findings(Completeness::Complete).is_empty());
}

#[test]
fn an_autoscaled_workload_has_the_least_number_of_its_autoscaler() {
    let set = |bounds: &str, least: u64| {
        workload("Deployment", "web", "app: web", "")
            + &autoscaler("web", "web", bounds)
            + &budget(&format!("minAvailable: {least}"), "app: web")
    };
    assert_eq!(found(&set("maxReplicas: 5", 1)), ["link-budget-blocks?"]);
    assert_eq!(found(&set("minReplicas: 2, maxReplicas: 5", 2)), ["link-budget-blocks?"]);
    assert!(found(&set("minReplicas: 3, maxReplicas: 5", 2)).is_empty());
    let keda = "---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web}\nspec: {scaleTargetRef: {name: web}}\n";
    let scaled =
        workload("Deployment", "web", "app: web", "") + keda + &budget("minAvailable: 1", "app: web");
    assert!(found(&scaled).is_empty(), "nobody knows how many");
}

#[test]
fn pods_without_a_scale_are_counted_by_nobody() {
    let daemons = |spec| workload("DaemonSet", "log", "app: log", "") + &budget(spec, "app: log");
    assert_eq!(found(&daemons("maxUnavailable: 1")), ["link-budget-blocks?"]);
    assert_eq!(found(&daemons("minAvailable: 50%")), ["link-budget-blocks?"]);
    assert!(found(&daemons("minAvailable: 1")).is_empty());
    let bare = |spec| pod("configMapKeyRef", "a", "b", ", optional: true") + &budget(spec, "app: web");
    assert_eq!(found(&bare("maxUnavailable: 1")), ["link-budget-blocks?"]);
    assert_eq!(found(&bare("minAvailable: 1")), ["link-budget-blocks?"]);
    assert!(found(&bare("minAvailable: 0")).is_empty());
    assert!(found_in_fragment(&bare("maxUnavailable: 1")).is_empty());
}

#[test]
fn a_pod_is_in_one_budget() {
    let other = |selector| budget("maxUnavailable: 1", selector).replace("name: web}", "name: other}");
    let web =
        replicas("Deployment", "web", "app: web, tier: front", 2) + &budget("maxUnavailable: 1", "app: web");
    assert_eq!(found(&(web.clone() + &other("tier: front"))), ["link-budgets-overlap"]);
    assert_eq!(found_in_fragment(&(web.clone() + &other("tier: front"))), ["link-budgets-overlap"]);
    let api = replicas("Deployment", "api", "app: api, tier: back", 2);
    assert!(found(&(web.clone() + &api + &other("app: api"))).is_empty());
    let everything = other("x: y").replace("{matchLabels: {x: y}}", "{}");
    assert_eq!(found(&(web + &everything)), ["link-budgets-overlap"], "an empty selector selects all pods");
}

#[test]
fn every_container_that_is_measured_requests_the_resource() {
    let scaled = |metrics: &str, containers: &str| {
        format!(
            "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec: {{maxReplicas: 3, \
             scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}{metrics}}}\n"
        ) + &workload("Deployment", "web", "app: web", "")
            .replace("{containers: [{name: main, image: acme/web:1, ports: []}]}", containers)
    };
    let two = "{containers: [{name: main, image: a:1, resources: {requests: {cpu: 1}}}], initContainers: [{name: once, image: a:1}, \
               {name: log, image: a:1, restartPolicy: Always}]}";
    let cpu = ", metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]";
    assert_eq!(
        texts(&scaled(cpu, two)),
        [
            "HorizontalPodAutoscaler \"web\" spec.metrics[0].resource: container \"log\" of Deployment \"web\" has no cpu request, \
             so nothing is scaled; write resources: {requests: {cpu: ..}}; also Deployment \"web\" \
             spec.template.spec.initContainers[1].resources.requests"
        ]
    );
    assert_eq!(found(&scaled("", two)), ["link-request-missing"], "without metrics it is 80% of the CPU");
    let value =
        cpu.replace("type: Utilization, averageUtilization: 70", "type: AverageValue, averageValue: 100m");
    assert!(found(&scaled(&value, two)).is_empty(), "a value needs no request");
    let of_main = ", metrics: [{type: ContainerResource, containerResource: {name: cpu, container: main, target: {type: \
                   Utilization, averageUtilization: 70}}}]";
    assert!(found(&scaled(of_main, two)).is_empty());
    assert_eq!(
        found(&scaled(&of_main.replace("container: main", "container: log"), two)),
        ["link-request-missing"]
    );
    let range = |limit: &str| {
        format!(
            "---\napiVersion: v1\nkind: LimitRange\nmetadata: {{name: a}}\nspec: {{limits: [{{{limit}}}]}}\n"
        )
    };
    let of = |limit: &str| found(&(scaled(cpu, two) + &range(limit)));
    assert_eq!(of("type: Container, defaultRequest: {cpu: 1}"), ["link-request-missing?"]);
    assert_eq!(
        of("type: Container, defaultRequest: {memory: 1Gi}"),
        ["link-request-missing"],
        "of another resource"
    );
    assert_eq!(of("type: Container, max: {cpu: 1}"), ["link-request-missing"], "a maximum is no default");
}

#[test]
fn a_workload_has_one_autoscaler_and_no_number_beside_it() {
    let web = workload("Deployment", "web", "app: web", "");
    let one = autoscaler("one", "web", "minReplicas: 2, maxReplicas: 5");
    assert!(found(&(web.clone() + &one)).is_empty());
    let two = web.clone() + &one + &autoscaler("two", "web", "maxReplicas: 3");
    assert_eq!(found(&two), ["link-scaled-twice"]);
    let other = replicas("Deployment", "api", "app: api", 1).replace("  replicas: 1\n", "");
    assert!(found(&(web.clone() + &one + &other + &autoscaler("two", "api", "maxReplicas: 3"))).is_empty());
    let fixed = |number| replicas("Deployment", "web", "app: web", number) + &one;
    assert_eq!(found(&fixed(2)), ["link-replicas-autoscaled?"]);
    assert!(found(&fixed(0)).is_empty(), "none: it is not scaled at present");
}

fn claim(modes: &str) -> String {
    format!(
        "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: data}}\nspec: {{accessModes: [{modes}], resources: \
         {{requests: {{storage: 1Gi}}}}}}\n"
    )
}

/// Writes a workload that mounts the claim.
fn mounting(kind: &str, name: &str, number: u64, spec: &str, pod: &str) -> String {
    replicas(kind, name, &format!("app: {name}"), number)
        .replace("spec:\n  replicas", &format!("spec:\n{spec}  replicas"))
        .replace(
            "spec: {containers",
            &format!("spec: {{{pod}volumes: [{{name: data, persistentVolumeClaim: {{claimName: data}}}}], containers"),
        )
}

const RECREATE: &str = "  strategy: {type: Recreate}\n";

#[test]
fn a_claim_of_one_node_has_pods_on_one_node() {
    let one = |number, spec: &str, pod: &str| mounting("Deployment", "a", number, spec, pod);
    let node_claim = claim("ReadWriteOnce");
    assert!(found(&(one(1, RECREATE, "") + &node_claim)).is_empty());
    assert_eq!(
        found(&(one(1, "", "") + &node_claim)),
        ["link-claim-shared?"],
        "a rolling update starts a second pod"
    );
    let still = "  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n";
    assert!(found(&(one(1, still, "") + &node_claim)).is_empty());
    assert!(found(&(one(1, &still.replace(": 0,", ": 0%,"), "") + &node_claim)).is_empty());
    assert_eq!(found(&(one(1, &still.replace(": 0,", ": 1%,"), "") + &node_claim)), ["link-claim-shared?"]);
    assert_eq!(found(&(one(2, RECREATE, "") + &node_claim)), ["link-claim-shared?"]);
    assert!(found(&(one(0, "", "") + &node_claim)).is_empty());
    for modes in ["ReadWriteMany", "ReadWriteOnce, ReadOnlyMany", "ReadOnlyMany"] {
        assert!(found(&(one(2, "", "") + &claim(modes))).is_empty(), "{modes}");
    }
    assert!(found(&(one(2, "", "nodeName: a, ") + &node_claim)).is_empty(), "all pods are on one node");
    let scaled = |bounds: &str| {
        one(1, RECREATE, "").replace("  replicas: 1\n", "") + &node_claim + &autoscaler("a", "a", bounds)
    };
    assert_eq!(found(&scaled("maxReplicas: 2")), ["link-claim-shared?"]);
    assert!(found(&scaled("maxReplicas: 1")).is_empty());
    let daemons = workload("DaemonSet", "a", "app: a", "").replace(
        "spec: {containers",
        "spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}], containers",
    );
    assert_eq!(found(&(daemons + &node_claim)), ["link-claim-shared?"]);
    let local = "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {capacity: {storage: 1Gi}, accessModes: \
                 [ReadWriteOnce], hostPath: {path: /data}, storageClassName: manual}\n";
    let manual = node_claim.replace("spec: {", "spec: {storageClassName: manual, ");
    assert!(
        found(&(one(2, "", "") + &manual + local)).is_empty(),
        "the volume is on one node, and so are the pods"
    );
    assert_eq!(found(&(one(2, "", "") + &manual)), ["link-claim-shared?"]);
    let of_class = |class: &str| {
        one(1, "", "") + &node_claim.replace("spec: {", &format!("spec: {{storageClassName: {class}, "))
    };
    for class in ["local-path", "microk8s-hostpath"] {
        assert!(found(&of_class(class)).is_empty(), "the volumes of {class} are on one node");
    }
    assert_eq!(found(&of_class("locale")), ["link-claim-shared?"]);
}

#[test]
fn a_claim_of_one_node_has_one_workload() {
    let two = |other: &str, modes: &str| mounting("Deployment", "a", 1, RECREATE, "") + other + &claim(modes);
    let b = |pod: &str| mounting("Deployment", "b", 1, RECREATE, pod);
    assert_eq!(found(&two(&b(""), "ReadWriteOnce")), ["link-claim-shared?"]);
    assert_eq!(found_in_fragment(&two(&b(""), "ReadWriteOnce")), ["link-claim-shared"]);
    assert_eq!(
        texts(&two(&b(""), "ReadWriteOncePod")),
        [
            "Deployment \"a\" spec.template.spec.volumes[0].persistentVolumeClaim.claimName: PersistentVolumeClaim \"data\" is \
             ReadWriteOncePod, and 2 workloads mount it: while a pod of one runs, those of the others do not start; write \
             ReadWriteMany, or a claim for each; also Deployment \"b\" spec.template.spec.volumes[0].persistentVolumeClaim.claimName"
        ]
    );
    assert_eq!(found(&two(&b(""), "ReadWriteOncePod")), ["link-claim-shared"]);
    let beside = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, \
                  labelSelector: {matchLabels: {app: a}}}]}}, ";
    assert!(found(&two(&b(beside), "ReadWriteOnce")).is_empty());
    assert_eq!(found(&two(&b(beside), "ReadWriteOncePod")), ["link-claim-shared"]);
    let job = |name: &str| {
        format!(
            "---\napiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}}}\nspec: {{template: {{spec: {{restartPolicy: Never, volumes: \
             [{{name: data, persistentVolumeClaim: {{claimName: data}}}}], containers: [{{name: a, image: a:1}}]}}}}}}\n"
        )
    };
    assert_eq!(found(&two(&job("b"), "ReadWriteOnce")), ["link-claim-shared?"]);
    assert_eq!(
        found(&two(&job("b"), "ReadWriteOncePod")),
        ["link-claim-shared?"],
        "the Job waits, and may be meant to"
    );
    assert!(
        found(&(job("a") + &job("b") + &claim("ReadWriteOncePod"))).is_empty(),
        "one runs after the other"
    );
}

#[test]
fn a_claim_of_one_pod_has_one_pod() {
    let set = |number, spec: &str| mounting("Deployment", "a", number, spec, "") + &claim("ReadWriteOncePod");
    assert!(found(&set(1, RECREATE)).is_empty());
    assert_eq!(found(&set(2, RECREATE)), ["link-claim-shared"]);
    assert_eq!(found(&set(1, "")), ["link-claim-shared?"]);
    let scaled =
        |bounds: &str| set(1, RECREATE).replace("  replicas: 1\n", "") + &autoscaler("a", "a", bounds);
    assert_eq!(found(&scaled("minReplicas: 2, maxReplicas: 3")), ["link-claim-shared"]);
    assert_eq!(found(&scaled("maxReplicas: 3")), ["link-claim-shared?"]);
    let stateful = |more: &str| {
        mounting("StatefulSet", "a", 2, "  serviceName: a\n", "")
            + more
            + &claim("ReadWriteOncePod")
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: None, selector: {app: a}}\n"
    };
    assert_eq!(found(&stateful("")), ["link-claim-shared"]);
    let templates = "  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOncePod], resources: {requests: \
                     {storage: 1Gi}}}}]\n";
    assert!(
        found(&stateful(templates)).is_empty(),
        "a claim template replaces the volume, and each pod has its own"
    );
}

#[test]
fn the_template_of_a_job_names_nothing_that_changes() {
    let map = |name: &str, immutable: bool| {
        format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\nimmutable: {immutable}\ndata: {{level: info}}\n"
        )
    };
    let job = |name: &str, map: &str, annotations: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}, annotations: {{{annotations}}}}}\nspec: {{template: {{spec: \
             {{restartPolicy: Never, containers: [{{name: a, image: a:1, envFrom: [{{configMapRef: {{name: {map}}}}}]}}]}}}}}}\n"
        )
    };
    let hashed = "web-05ead480e8";
    let set = |job: String| found(&(job + &map(hashed, true)));
    assert_eq!(set(job("load", hashed, "")), ["link-hash-in-job?"]);
    assert!(set(job("load-05ead480e8", hashed, "")).is_empty(), "the name of the Job changes too");
    assert!(set(job("load", hashed, "helm.sh/hook: pre-install")).is_empty(), "it is deleted before");
    assert!(found(&(job("load", hashed, "") + &map(hashed, false))).is_empty(), "the content may change");
    let other = "web-05ead480e9";
    assert!(
        found(&(job("load", other, "") + &map(other, true))).is_empty(),
        "this is not the hash of the content"
    );
    let deployment = workload("Deployment", "web", "app: web", "").replace(
        "image: acme/web:1",
        &format!("image: acme/web:1, envFrom: [{{configMapRef: {{name: {hashed}}}}}]"),
    );
    assert!(found(&(deployment + &map(hashed, true))).is_empty());
    let cron = format!(
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: load}}\nspec: {{schedule: 0 3 * * *, jobTemplate: {{spec: {{template: \
         {{spec: {{restartPolicy: Never, containers: [{{name: a, image: a:1, envFrom: [{{configMapRef: {{name: {hashed}}}}}]}}]}}}}}}}}}}\n"
    );
    assert!(found(&(cron + &map(hashed, true))).is_empty(), "the next Job has the new template");
    let secret = |immutable: bool| {
        job("load", hashed, "").replace("configMapRef", "secretRef")
            + &format!(
                "---\napiVersion: v1\nkind: Secret\nmetadata: {{name: {hashed}}}\nimmutable: {immutable}\nstringData: {{a: b}}\n"
            )
    };
    assert_eq!(found(&secret(true)), ["link-hash-in-job?"]);
    assert!(found(&secret(false)).is_empty());
}

/// Writes a deployment with these variables, with a service that the kubelet sets variables for.
fn with_variables(env: &str, args: &str, pod: &str, service: &str) -> String {
    workload("Deployment", "web", "app: web", "")
        .replace("image: acme/web:1", &format!("image: acme/web:1, env: [{env}], args: [{args}]"))
        .replace("spec: {containers", &format!("spec: {{{pod}containers"))
        + &format!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: redis}}\nspec: {{{service}ports: [{{name: db, port: 6379}}]}}\n"
        )
}

#[test]
fn an_optional_variable_is_not_that_of_a_service() {
    let optional = |name: &str, more: &str| {
        format!("{{name: {name}, valueFrom: {{configMapKeyRef: {{name: web-config, key: port{more}}}}}}}")
    };
    let set = |name: &str, pod: &str, service: &str| {
        found(&with_variables(&optional(name, ", optional: true"), "", pod, service))
    };
    for name in [
        "REDIS_PORT",
        "REDIS_SERVICE_HOST",
        "REDIS_SERVICE_PORT",
        "REDIS_SERVICE_PORT_DB",
        "REDIS_PORT_6379_TCP",
        "REDIS_PORT_6379_TCP_ADDR",
    ] {
        assert_eq!(set(name, "", ""), ["link-service-variable?"], "{name}");
    }
    for name in ["REDIS_HOST", "REDIS_PORT_6380_TCP", "REDIS_SERVICE_PORT_HTTP", "redis_port"] {
        assert!(set(name, "", "").is_empty(), "{name}");
    }
    assert!(set("REDIS_PORT", "enableServiceLinks: false, ", "").is_empty());
    assert!(set("REDIS_PORT", "", "clusterIP: None, ").is_empty(), "a headless service has no variables");
    assert!(set("REDIS_PORT", "", "type: ExternalName, externalName: a.example.com, ").is_empty());
    assert_eq!(found(&with_variables(&optional("REDIS_PORT", ""), "", "", "")), ["link-config-map-missing"]);
    let with_map = |data: &str| {
        let text = with_variables(&optional("REDIS_PORT", ", optional: true"), "", "", "");
        found(&format!(
            "{text}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web-config}}\ndata: {{{data}}}\n"
        ))
    };
    assert!(with_map("port: \"6379\"").is_empty());
    assert_eq!(with_map("other: a"), ["link-key-optional?", "link-service-variable?"]);
    let twice = format!("{{name: REDIS_PORT, value: \"1\"}}, {}", optional("REDIS_PORT", ", optional: true"));
    assert!(found(&with_variables(&twice, "", "", "")).is_empty(), "the first value stays");
    let elsewhere = with_variables(&optional("REDIS_PORT", ", optional: true"), "", "", "")
        .replace("{name: redis}", "{name: redis, namespace: other}")
        .replace("{name: web}", "{name: web, namespace: shop}");
    assert!(found(&elsewhere).is_empty(), "the service of another namespace has no variables here");
    let external = External::object("ConfigMap", "web-config");
    let text = with_variables(&optional("REDIS_PORT", ", optional: true"), "", "", "");
    assert!(
        Linker::new().external(external).link(&objects(&text)).findings(Completeness::Complete).is_empty()
    );
}

#[test]
fn a_reference_to_the_variable_of_a_service_is_meant_or_reported() {
    let args = |args: &str| found(&with_variables("", args, "", ""));
    assert!(args("\"$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT)\"").is_empty());
    assert!(args("\"$(REDIS_PORT)\", \"--url=$(REDIS_PORT)\"").is_empty(), "the whole value is a URL");
    assert_eq!(args("\"redis:$(REDIS_PORT)\""), ["link-service-variable?"]);
    assert_eq!(args("\"--redis-port=$(REDIS_PORT)\""), ["link-service-variable?"]);
    assert!(args("\"redis:$$(REDIS_PORT)\"").is_empty());
    let own = "{name: REDIS_PORT, value: \"6379\"}";
    assert!(found(&with_variables(own, "\"redis:$(REDIS_PORT)\"", "", "")).is_empty());
    let later = format!("{{name: URL, value: \"redis:$(REDIS_PORT)\"}}, {own}");
    assert_eq!(
        texts(&with_variables(&later, "", "", "")),
        [
            "Deployment \"web\" spec.template.spec.containers[0].env[0].value: $(REDIS_PORT) is tcp://CLUSTER-IP:6379 here, which the \
             kubelet sets for Service \"redis\", because the container sets REDIS_PORT later; set it before"
        ]
    );
    let before = format!("{own}, {{name: URL, value: \"redis:$(REDIS_PORT)\"}}");
    assert!(found(&with_variables(&before, "", "", "")).is_empty());
    let host = "\"$(REDIS_SERVICE_HOST)\"";
    assert_eq!(
        found(&with_variables("", host, "enableServiceLinks: false, ", "")),
        ["link-service-variable?"]
    );
    assert_eq!(found(&with_variables("", host, "", "clusterIP: None, ")), ["link-service-variable?"]);
    assert_eq!(args("\"$(REDIS_SERVICE_PORT_HTTP)\""), ["link-service-variable?"]);
    assert!(args("\"$(DB_SERVICE_HOST)\"").is_empty(), "the service may be elsewhere");
    assert!(args("\"$(KUBERNETES_SERVICE_HOST)\"").is_empty());
}

/// Writes a deployment whose sidecar has a readiness probe, with a service.
fn with_sidecar(kind: &str, args: &str, target: &str, service: &str) -> String {
    let pod = format!(
        "{{initContainers: [{{name: log, image: a:1, restartPolicy: Always, ports: [{{name: metrics, containerPort: 9000}}], \
         readinessProbe: {{httpGet: {{port: 9000}}}}}}], containers: [{{name: main, image: a:1, args: [{args}], ports: [{{name: http, \
         containerPort: 8080}}]}}]}}"
    );
    let object = match kind {
        "Job" => format!("---\napiVersion: batch/v1\nkind: Job\nmetadata: {{name: web}}\nspec: {{template: {{metadata: {{labels: {{app: web}}}}, spec: {pod}}}}}\n")
            .replace("spec: {initContainers", "spec: {restartPolicy: Never, initContainers"),
        _ => workload(kind, "web", "app: web", "").replace("{containers: [{name: main, image: acme/web:1, ports: []}]}", &pod),
    };
    let selecting = format!(
        "---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{{service}selector: {{app: web}}, ports: [{{port: 80, targetPort: {target}}}]}}\n"
    );
    if target.is_empty() { object } else { object + &selecting }
}

#[test]
fn a_sidecar_that_is_not_ready_takes_no_others_out_of_a_service() {
    let web =
        |args: &str, target: &str, service: &str| found(&with_sidecar("Deployment", args, target, service));
    assert_eq!(web("", "http", ""), ["link-readiness-unused?"]);
    assert_eq!(web("", "8080", ""), ["link-readiness-unused?"]);
    assert!(web("", "metrics", "").is_empty(), "the sidecar serves");
    assert!(web("", "9000", "").is_empty());
    assert!(web("", "", "").is_empty(), "a rollout waits for all");
    assert!(web("\"--proxy=localhost:9000\"", "http", "").is_empty(), "the others need it");
    assert!(web("\"--proxy-port=9000\"", "http", "").is_empty());
    assert!(web("", "http", "publishNotReadyAddresses: true, ").is_empty(), "nothing is taken out");
    assert!(found_in_fragment(&with_sidecar("Deployment", "", "http", "")).is_empty());
    assert_eq!(found(&with_sidecar("Job", "", "", "")), ["link-readiness-unused?"]);
    assert!(found(&with_sidecar("Job", "", "metrics", "")).is_empty());
    let budget = budget("minAvailable: 1", "app: web");
    assert!(
        found(&(with_sidecar("Job", "", "", "") + &budget)).is_empty(),
        "a budget counts the pods that are ready"
    );
}

#[test]
fn an_authority_is_there_or_filled_in() {
    let webhook = |annotations: &str, bundle: &str, failure: &str| {
        format!(
            "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {{name: hooks, annotations: \
             {{{annotations}}}}}\nwebhooks: [{{name: web.example.com, admissionReviewVersions: [v1], sideEffects: None{failure}, \
             clientConfig: {{{bundle}service: {{name: web, namespace: elsewhere}}}}}}]\n"
        )
    };
    let role = |verbs: &str, resources: &str| {
        format!(
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: web}}\nrules: [{{apiGroups: \
             [admissionregistration.k8s.io], resources: [{resources}], verbs: [{verbs}]}}]\n"
        )
    };
    assert_eq!(
        texts(&webhook("", "", "")),
        [
            "ValidatingWebhookConfiguration \"hooks\" webhooks[0].clientConfig.caBundle: is empty, and nothing of the set fills it in: \
             the API server does not trust the service; add the certificate of the authority, or an annotation such as \
             cert-manager.io/inject-ca-from"
        ]
    );
    assert_eq!(
        found(&webhook("", "caBundle: Cg==, ", "")),
        ["link-authority-empty?"],
        "a line break is none"
    );
    assert!(found(&webhook("", "caBundle: LS0tLS1CRUdJTg==, ", "")).is_empty());
    assert!(found(&webhook("cert-manager.io/inject-apiserver-ca: \"true\"", "", "")).is_empty());
    assert!(found(&webhook("service.beta.openshift.io/inject-cabundle: \"true\"", "", "")).is_empty());
    assert!(found_in_fragment(&webhook("", "", "")).is_empty());
    let set = |verbs: &str, resources: &str| found(&(webhook("", "", "") + &role(verbs, resources)));
    assert!(set("get, patch", "validatingwebhookconfigurations").is_empty(), "a program fills it in");
    assert_eq!(set("get, list", "validatingwebhookconfigurations"), ["link-authority-empty?"]);
    assert_eq!(set("patch", "mutatingwebhookconfigurations"), ["link-authority-empty?"]);
    let job = "---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: certs}\nspec: {template: {spec: {restartPolicy: Never, containers: \
               [{name: a, image: a:1, args: [\"--webhook-name=hooks\"]}]}}}\n";
    assert!(found(&(webhook("", "", "") + job)).is_empty());
    let api = |more: &str| {
        format!(
            "apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {{name: v1.example.com}}\nspec: {{group: example.com, \
             version: v1, groupPriorityMinimum: 1, versionPriority: 1{more}}}\n"
        )
    };
    let service = ", service: {name: web, namespace: elsewhere}";
    assert_eq!(found(&api(service)), ["link-authority-empty?"]);
    assert!(found(&api("")).is_empty(), "the API server itself serves it");
    assert!(found(&api(&format!("{service}, insecureSkipTLSVerify: true"))).is_empty());
}

#[test]
fn a_port_of_the_nodes_is_of_one_service() {
    let service = |name: &str, port: &str| {
        format!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{type: NodePort, ports: [{port}]}}\n"
        )
    };
    let one = service("a", "{port: 80, nodePort: 30080}");
    assert_eq!(
        found(&(one.clone() + &service("b", "{port: 80, nodePort: 30080}"))),
        ["link-node-port-twice"]
    );
    assert!(found(&(one.clone() + &service("b", "{port: 80, nodePort: 30081}"))).is_empty());
    assert!(found(&(one.clone() + &service("b", "{port: 80, nodePort: 30080, protocol: UDP}"))).is_empty());
    assert!(found(&(one + &service("b", "{port: 80}"))).is_empty());
}

#[test]
fn terms_select_pods_of_the_set() {
    let term = |term: &str| {
        workload("Deployment", "web", "app: web, version: v1", "").replace(
            "spec: {containers",
            &format!("spec: {{affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname{term}}}]}}}}, containers"),
        )
    };
    let db = workload("Deployment", "db", "app: db, version: v2", "")
        .replace("{name: db}", "{name: db, namespace: other}");
    let labels = |labels: &str| format!(", labelSelector: {{matchLabels: {{{labels}}}}}");
    assert!(found(&term(&labels("app: web"))).is_empty());
    assert_eq!(found(&term(&labels("app: wep"))), ["link-term-without-pods?"]);
    assert_eq!(found(&term("")), ["link-term-without-pods?"], "without a selector it selects nothing");
    assert!(found(&term(", labelSelector: {}")).is_empty(), "an empty one selects everything");
    let keys = format!("{}, matchLabelKeys: [version]", labels("app: web"));
    assert!(found(&term(&keys)).is_empty());
    let mismatched = keys.replace("matchLabelKeys", "mismatchLabelKeys");
    assert_eq!(
        found(&term(&mismatched)),
        ["link-term-without-pods?"],
        "all of them have the version of the pod"
    );
    let other = |labels_of: &str, namespaces: &str| {
        let web = term(&format!("{}, namespaces: [{namespaces}]", labels(labels_of)));
        found(&(web.replace("{name: web}", "{name: web, namespace: shop}") + &db))
    };
    assert!(other("app: db", "other").is_empty());
    assert_eq!(other("app: db", "shop"), ["link-term-without-pods?"]);
    assert!(other("app: db", "shop, other").is_empty());
    assert!(other("app: nobody", "elsewhere").is_empty(), "nothing is known of the namespace");
    let spread = workload("Deployment", "web", "app: web", "").replace(
        "spec: {containers",
        "spec: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule}], containers",
    );
    assert_eq!(found(&spread), ["link-term-without-pods?"]);
}

#[test]
fn a_role_tells_what_programs_make() {
    let role = |kind: &str, resources: &str, verbs: &str| {
        format!(
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: maker}}\nrules: [{{apiGroups: [\"\"], resources: [{resources}], verbs: [{verbs}]}}]\n"
        )
    };
    let web = pod("secretKeyRef", "db", "a", "");
    assert_eq!(
        texts(&(web.clone() + &role("Role", "secrets", "create"))),
        [
            "Pod \"web\" spec.containers[0].env[0].valueFrom.secretKeyRef.name: Secret \"db\" is not in the set; is it made by a program \
             with Role \"maker\"?"
        ]
    );
    assert_eq!(found(&(web.clone() + &role("ClusterRole", "secrets", "\"*\""))), ["link-made-by-program?"]);
    assert_eq!(found(&(web.clone() + &role("Role", "secrets", "get"))), ["link-secret-missing"]);
    assert_eq!(found(&(web.clone() + &role("Role", "configmaps", "create"))), ["link-secret-missing"]);
    assert_eq!(
        found(&(web.clone() + &role("ClusterRole", "\"*\"", "\"*\""))),
        ["link-secret-missing"],
        "it tells nothing"
    );
    let other = role("Role", "secrets", "create").replace("{name: maker}", "{name: maker, namespace: other}");
    let web = web.replace("{name: web, labels", "{name: web, namespace: shop, labels");
    assert_eq!(found(&(web + &other)), ["link-secret-missing"], "its program makes none here");
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n";
    let policy = "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {podSelector: {matchLabels: {app: web}}}\n";
    let selecting = service.to_owned() + policy;
    assert_eq!(found(&selecting), ["link-pods-missing", "link-pods-missing?"]);
    assert_eq!(found(&(selecting.clone() + &role("Role", "pods", "create"))), ["link-pods-missing?"]);
    assert_eq!(
        found(&(selecting + &role("Role", "pods", "list"))),
        ["link-pods-missing", "link-pods-missing?"]
    );
}

#[test]
fn the_pods_of_the_prometheus_operator_are_known() {
    let prometheus = "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: k8s}\nspec: {podMetadata: {labels: {team: a}}}\n";
    let service = |selector: &str| {
        format!(
            "{prometheus}---\napiVersion: v1\nkind: Service\nmetadata: {{name: p}}\nspec: {{selector: {{{selector}}}, ports: [{{port: 80, targetPort: web}}]}}\n"
        )
    };
    assert!(found(&service("app.kubernetes.io/name: prometheus, prometheus: k8s, team: a")).is_empty());
    assert_eq!(found(&service("prometheus: other")), ["link-pods-missing"]);
    let monitor = |labels: &str| {
        format!(
            "{prometheus}---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: a, namespace: default}}\n---\n\
                 apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {{name: api}}\nspec: {{namespaceSelector: {{matchNames: \
                 [default]}}, selector: {{matchLabels: {{{labels}}}}}, endpoints: [{{port: https}}]}}\n"
        )
    };
    assert!(found(&monitor("component: apiserver, provider: kubernetes")).is_empty(), "every cluster has it");
    assert_eq!(found(&monitor("component: api")), ["link-term-without-pods?"]);
}

/// What the engine says of odd sets: an answer, and no guess that is shown as a fact.
#[test]
fn odd_sets_get_an_answer() {
    // Two names that differ by case are two names.
    let config = |name: &str| {
        format!("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{level: a}}\n")
    };
    let text =
        pod("configMapKeyRef", "web-config", "Level", "") + &config("web-config") + &config("web-confgi");
    assert_eq!(
        texts(&text),
        [
            r#"Pod "web" spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap "web-config" has no key "Level"; did you mean "level"? It has "level""#
        ]
    );
    let near =
        pod("configMapKeyRef", "web-cnofig", "level", "") + &config("web-config") + &config("web-conf");
    assert!(
        texts(&near)[0].ends_with(r#"is not in the set; did you mean "web-config"?"#),
        "{:?}",
        texts(&near)
    );
    // Owners in a circle.
    let owned = |name: &str, owner: &str| {
        replicas("ReplicaSet", name, &format!("app: {name}"), 1).replace(
            &format!("{{name: {name}}}"),
            &format!("{{name: {name}, ownerReferences: [{{apiVersion: apps/v1, kind: ReplicaSet, name: {owner}, uid: \"1\"}}]}}"),
        )
    };
    let circle = owned("a", "b") + &owned("b", "a") + &owned("c", "c");
    assert_eq!(found(&circle), ["link-owner-by-uid?"; 3]);
    let blocked = circle + &budget("minAvailable: 1", "app: a");
    assert_eq!(
        found(&blocked),
        ["link-owner-by-uid?"; 3],
        "who has an owner does not tell how many pods there are"
    );
    // A selector that selects everything.
    let all = budget("minAvailable: 1", "x: y").replace("{matchLabels: {x: y}}", "{}");
    let one = replicas("Deployment", "web", "app: web", 1);
    assert_eq!(found(&(one.clone() + &all)), ["link-budget-blocks?"]);
    assert!(found_in_fragment(&(one.clone() + &all)).is_empty());
    assert!(found(&(one.clone() + &replicas("Deployment", "api", "app: api", 1) + &all)).is_empty());
    let everybody = "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}}\n";
    assert!(found(&(one.clone() + everybody)).is_empty());
    // Two namespaces: the pods of one are not those of the other.
    let two = |namespace: &str| {
        one.replace("{name: web}", "{name: web, namespace: a}")
            + &budget("minAvailable: 1", "app: web")
                .replace("{name: web}", &format!("{{name: web, namespace: {namespace}}}"))
    };
    assert_eq!(found(&two("a")), ["link-budget-blocks?"]);
    assert_eq!(found(&two("b")), ["link-pods-missing"]);
    let outcomes = Links::between(&objects(&two("b")));
    assert!(outcomes.references().iter().any(|it| it.outcome().is_dangling()));
}
