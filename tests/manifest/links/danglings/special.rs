//! Selectors, ports, texts and what else the table has beside names: a plant for each.

use std::collections::BTreeSet;

use super::Figures;
use super::rows::{Row, rows};
use super::sets::{Spot, sets, spots};

/// A change of a text that breaks a reference.
struct Plant {
    /// The start of the cell of its row that names the field, in the page of references.
    row: &'static str,
    file: &'static str,
    /// The text that is replaced. It stands once in the file.
    from: &'static str,
    to: &'static str,
    rule: &'static str,
    /// Texts of the changed file, each found behind the one before. The finding is where the last one is.
    at: &'static [&'static str],
    /// What the message has to contain.
    says: &'static str,
}

const PLANTS: &[Plant] = &[
    Plant {
        row: "`C[].env[].valueFrom.resourceFieldRef.containerName`",
        file: "shop/web.yaml",
        from: "containerName: shipper",
        to: "containerName: shiper",
        rule: "link-container-missing",
        at: &["shiper"],
        says: "did you mean \"shipper\"?",
    },
    Plant {
        row: "`C[].env[].valueFrom.resourceFieldRef.containerName`",
        file: "shop/web.yaml",
        from: "containerName: web\n",
        to: "containerName: webb\n",
        rule: "link-container-missing",
        at: &["webb"],
        says: "did you mean \"web\"?",
    },
    Plant {
        row: "`C[].env[].valueFrom.resourceFieldRef.containerName`",
        file: "rare/pods.yaml",
        from: "containerName: runner",
        to: "containerName: Runner",
        rule: "link-container-missing",
        at: &["Runner"],
        says: "did you mean \"runner\"?",
    },
    Plant {
        row: "`C[].{livenessProbe",
        file: "shop/web.yaml",
        from: "path: /ready\n            port: http",
        to: "path: /ready\n            port: htpt",
        rule: "link-port-missing",
        at: &["htpt"],
        says: "did you mean \"http\"?",
    },
    Plant {
        row: "`C[].{livenessProbe",
        file: "shop/web.yaml",
        from: "tcpSocket:\n            port: metrics",
        to: "tcpSocket:\n            port: metric",
        rule: "link-port-missing",
        at: &["tcpSocket", "metric"],
        says: "did you mean \"metrics\"?",
    },
    Plant {
        row: "`C[].{livenessProbe",
        file: "shop/web.yaml",
        from: "path: /drain\n              port: http",
        to: "path: /drain\n              port: https",
        rule: "link-port-missing",
        at: &["https"],
        says: "did you mean \"http\"?",
    },
    Plant {
        row: "`C[].{livenessProbe",
        file: "database/database.yaml",
        from: "startupProbe:\n          tcpSocket:\n            port: sql",
        to: "startupProbe:\n          tcpSocket:\n            port: postgresql",
        rule: "link-port-missing",
        at: &["startupProbe", "postgresql"],
        says: "it has \"sql\"",
    },
    Plant {
        row: "`C[].{livenessProbe",
        file: "rare/pods.yaml",
        from: "tcpSocket:\n          port: control",
        to: "tcpSocket:\n          port: contrl",
        rule: "link-port-missing",
        at: &["contrl"],
        says: "did you mean \"control\"?",
    },
    Plant {
        row: "`C[].resources.claims[].request`",
        file: "rare/pods.yaml",
        from: "request: training",
        to: "request: trainig",
        rule: "link-request-missing",
        at: &["trainig"],
        says: "did you mean \"training\"?",
    },
    Plant {
        row: "`C[].env[].value`, `C[].command[]`, `C[].args[]`: `$(NAME)`",
        file: "shop/web.yaml",
        from: "--host=$(CATALOG_HOST)",
        to: "--host=$(CATALOG_HOTS)",
        rule: "link-variable-missing",
        at: &["--host"],
        says: "no variable \"CATALOG_HOTS\"",
    },
    Plant {
        row: "`C[].volumeMounts[].subPath`",
        file: "shop/web.yaml",
        from: "subPath: flags.json",
        to: "subPath: flag.json",
        rule: "link-sub-path-missing",
        at: &["subPath: ", "flag.json"],
        says: "did you mean \"flags.json\"?",
    },
    Plant {
        row: "`affinity.podAffinity`",
        file: "shop/web.yaml",
        from: "matchLabels:\n                  app.kubernetes.io/name: catalog",
        to: "matchLabels:\n                  app.kubernetes.io/name: catalogue",
        rule: "link-term-without-pods",
        at: &["podAffinityTerm", "labelSelector"],
        says: "app.kubernetes.io/name=catalogue",
    },
    Plant {
        row: "`topologySpreadConstraints[].labelSelector`",
        file: "shop/web.yaml",
        from: "labelSelector:\n          matchLabels:\n            app.kubernetes.io/name: web",
        to: "labelSelector:\n          matchLabels:\n            app.kubernetes.io/name: wbe",
        rule: "link-label-missing",
        at: &["topologySpreadConstraints", "labelSelector"],
        says: "app.kubernetes.io/name=web",
    },
    Plant {
        row: "`topologySpreadConstraints[].labelSelector`",
        file: "shop/web.yaml",
        from: "- app.kubernetes.io/version",
        to: "- app.kubernetes.io/verison",
        rule: "link-label-missing",
        at: &["app.kubernetes.io/verison"],
        says: "\"app.kubernetes.io/verison\"",
    },
    Plant {
        row: "`subdomain`",
        file: "rare/pods.yaml",
        from: "subdomain: lab-peers",
        to: "subdomain: lab-peer",
        rule: "link-subdomain-without-service",
        at: &["subdomain", "lab-peer"],
        says: "is no headless service of the set",
    },
    Plant {
        row: "`subdomain`",
        file: "rare/pods.yaml",
        from: "clusterIP: None",
        to: "type: ClusterIP",
        rule: "link-subdomain-without-service",
        at: &["subdomain", "lab-peers"],
        says: "is no headless service of the set",
    },
    Plant {
        row: "annotation `kubectl.kubernetes.io/default-container`",
        file: "shop/web.yaml",
        from: "default-container: web",
        to: "default-container: wed",
        rule: "link-default-container",
        at: &["wed"],
        says: "no container \"wed\"",
    },
    Plant {
        row: "`C[].env[].value`, `C[].command[]`, `C[].args[]`: `name:port`",
        file: "shop/web.yaml",
        from: "catalog.shop.svc:8080",
        to: "catalog.shop.svc:8088",
        rule: "link-address-port",
        at: &["--catalog"],
        says: "it has 8080",
    },
    Plant {
        row: "`C[].env[].value`, `C[].command[]`, `C[].args[]`: `name:port`",
        file: "database/database.yaml",
        from: "postgres-primary.data.svc:5432",
        to: "postgres-primary.data.svc:5423",
        rule: "link-address-port",
        at: &["--dbname"],
        says: "it has 5432, 9187",
    },
    Plant {
        row: "`C[].env[].value`, `C[].command[]`, `C[].args[]`: `name:port`",
        file: "rare/pods.yaml",
        from: "http://lab-control:7000/",
        to: "http://lab-control:70/",
        rule: "link-address-port",
        at: &["http://lab-control:70/"],
        says: "it has 7000",
    },
    Plant {
        row: "`spec.selector` | the pods of another workload",
        file: "rare/traffic.yaml",
        from: "---\napiVersion: keda.sh",
        to: "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: rival, namespace: lab}\nspec:\n  selector: {matchLabels: {app: control-room, rival: \"1\"}}\n  template:\n    metadata: {labels: {app: control-room, rival: \"1\"}}\n    spec: {containers: [{name: rival, image: acme/rival:1}]}\n---\napiVersion: keda.sh",
        rule: "link-selectors-overlap",
        at: &["spec:\n  ", "selector"],
        says: "selects the pods of ReplicaSet \"lab/rival\" too",
    },
    Plant {
        row: "`spec.serviceName` | `Service` |  | headless",
        file: "database/database.yaml",
        from: "clusterIP: None",
        to: "type: ClusterIP",
        rule: "link-service-not-headless",
        at: &["serviceName: ", "postgres-peers"],
        says: "write clusterIP: None",
    },
    Plant {
        row: "`spec.selector` | `Pod` |  |  | violation | connections",
        file: "shop/web.yaml",
        from: "spec:\n  selector:\n    app.kubernetes.io/name: web\n",
        to: "spec:\n  selector:\n    app.kubernetes.io/name: webserver\n",
        rule: "link-pods-missing",
        at: &["spec:\n  ", "selector"],
        says: "those of Deployment \"shop/web\" are app.kubernetes.io/name=web",
    },
    Plant {
        row: "`spec.selector` | `Pod` |  |  | violation | connections",
        file: "database/database.yaml",
        from: "pod-name: postgres-0",
        to: "pod-name: postgres-3",
        rule: "link-pods-missing",
        at: &["name: postgres-primary", "spec:\n  ", "selector"],
        says: "statefulset.kubernetes.io/pod-name=postgres-3",
    },
    Plant {
        row: "`spec.ports[].targetPort`",
        file: "shop/web.yaml",
        from: "targetPort: http\n",
        to: "targetPort: htttp\n",
        rule: "link-port-missing",
        at: &["htttp"],
        says: "did you mean \"http\"?",
    },
    Plant {
        row: "`spec.ports[].targetPort`",
        file: "shop/web.yaml",
        from: "targetPort: metrics\n",
        to: "targetPort: 9091\n",
        rule: "link-port-undeclared",
        at: &["9091"],
        says: "declares TCP port 9091",
    },
    Plant {
        row: "`spec.ports[].targetPort`",
        file: "shop/web.yaml",
        from: "targetPort: http\n",
        to: "targetPort: http\n    protocol: UDP\n",
        rule: "link-port-missing",
        at: &["targetPort: ", "http"],
        says: "port \"http\" is TCP",
    },
    Plant {
        row: "`spec.selector` | `Pod` |  |  | violation | nothing is protected",
        file: "shop/web.yaml",
        from: "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: web",
        to: "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: Web",
        rule: "link-pods-missing",
        at: &["maxUnavailable", "selector"],
        says: "app.kubernetes.io/name=Web",
    },
    Plant {
        row: "`spec.podSelector`",
        file: "shop/network.yaml",
        from: "podSelector:\n    matchLabels:\n      app.kubernetes.io/name: web\n",
        to: "podSelector:\n    matchLabels:\n      app.kubernetes.io/name: webb\n",
        rule: "link-pods-missing",
        at: &["name: web\n  namespace", "podSelector"],
        says: "app.kubernetes.io/name=webb",
    },
    Plant {
        row: "`spec.podSelector`",
        file: "shop/network.yaml",
        from: "- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: web\n",
        to: "- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: webb\n",
        rule: "link-term-without-pods",
        at: &["from:\n    - ", "podSelector"],
        says: "app.kubernetes.io/name=webb",
    },
    Plant {
        row: "`spec.ingress[].ports[].port`",
        file: "shop/network.yaml",
        from: "ports:\n    - port: api\n---",
        to: "ports:\n    - port: ap\n---",
        rule: "link-port-missing",
        at: &["port: ", "ap\n"],
        says: "did you mean \"api\"?",
    },
    Plant {
        row: "`spec.ingress[].ports[].port`",
        file: "shop/network.yaml",
        from: "ports:\n    - port: api\n  - ports",
        to: "ports:\n    - port: apis\n  - ports",
        rule: "link-port-missing",
        at: &["apis"],
        says: "did you mean \"api\"?",
    },
    Plant {
        row: "`spec.metrics[].containerResource.container`",
        file: "shop/web.yaml",
        from: " container: web\n",
        to: " container: wbe\n",
        rule: "link-container-missing",
        at: &["wbe"],
        says: "did you mean \"web\"?",
    },
    Plant {
        row: "`spec.metrics[].resource`",
        file: "shop/web.yaml",
        from: "            cpu: 250m\n",
        to: "",
        rule: "link-request-missing",
        at: &["type: Resource\n    ", "resource"],
        says: "container \"web\" of Deployment \"shop/web\" has no cpu request",
    },
    Plant {
        row: "`spec.metrics[].resource`",
        file: "shop/web.yaml",
        from: "            memory: 256Mi\n",
        to: "",
        rule: "link-request-missing",
        at: &["type: ContainerResource\n    ", "containerResource"],
        says: "container \"web\" of Deployment \"shop/web\" has no memory request",
    },
    Plant {
        row: "`spec.resourcePolicy.containerPolicies[].containerName`",
        file: "database/monitoring.yaml",
        from: "containerName: exporter",
        to: "containerName: exportr",
        rule: "link-container-missing",
        at: &["exportr"],
        says: "did you mean \"exporter\"?",
    },
    Plant {
        row: "`spec.selector` | `Service`, `Pod`",
        file: "database/monitoring.yaml",
        from: "selector:\n    matchLabels:\n      app: postgres\n  endpoints",
        to: "selector:\n    matchLabels:\n      app: postgresql\n  endpoints",
        rule: "link-term-without-pods",
        at: &["selector"],
        says: "no service of the set has the labels app=postgresql",
    },
    Plant {
        row: "`spec.selector` | `Service`, `Pod`",
        file: "database/monitoring.yaml",
        from: "selector:\n    matchLabels:\n      app: postgres\n  podMetricsEndpoints",
        to: "selector:\n    matchLabels:\n      app: postgresql\n  podMetricsEndpoints",
        rule: "link-term-without-pods",
        at: &["PodMonitor", "selector"],
        says: "no pod of the set has the labels app=postgresql",
    },
    Plant {
        row: "`spec.endpoints[].port`",
        file: "database/monitoring.yaml",
        from: "- port: metrics\n    interval",
        to: "- port: metric\n    interval",
        rule: "link-port-missing",
        at: &["metric\n"],
        says: "did you mean \"metrics\"?",
    },
    Plant {
        row: "`spec.endpoints[].port`",
        file: "database/monitoring.yaml",
        from: "podMetricsEndpoints:\n  - port: metrics",
        to: "podMetricsEndpoints:\n  - port: http",
        rule: "link-port-missing",
        at: &["podMetricsEndpoints", "http"],
        says: "\"metrics\"",
    },
    Plant {
        row: "references into another namespace",
        file: "gateway/gateway.yaml",
        from: "kind: HTTPRoute\n    namespace: edge",
        to: "kind: HTTPRoute\n    namespace: egde",
        rule: "link-grant-missing",
        at: &["name: storefront\n      port", "accounts"],
        says: "no ReferenceGrant there allows a HTTPRoute of \"edge\"",
    },
    Plant {
        row: "references into another namespace",
        file: "gateway/gateway.yaml",
        from: "- name: public-certificate",
        to: "- name: accounts-certificate\n        namespace: backend\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: accounts-certificate, namespace: backend}\nstringData: {tls.crt: x}",
        rule: "link-grant-missing",
        at: &["accounts-certificate"],
        says: "no ReferenceGrant there allows a Gateway of \"edge\"",
    },
    Plant {
        row: "`apiVersion` | `CustomResourceDefinition`",
        file: "webhooks/manager.yaml",
        from: "apiVersion: example.com/v1",
        to: "apiVersion: example.com/v2",
        rule: "link-version-missing",
        at: &["example.com/v2"],
        says: "\"v1\"",
    },
    Plant {
        row: "`metadata.namespace`",
        file: "webhooks/manager.yaml",
        from: "namespace: widget-demo",
        to: "namespace: widget-dem",
        rule: "link-namespace-missing",
        at: &["namespace: ", "widget-dem\n"],
        says: "did you mean \"widget-demo\"?",
    },
    Plant {
        row: "`metadata.namespace`",
        file: "webhooks/manager.yaml",
        from: "kind: Namespace\nmetadata:\n  name: widget-demo",
        to: "kind: Namespace\nmetadata:\n  name: widget-demos",
        rule: "link-namespace-missing",
        at: &["namespace: ", "widget-demo\n"],
        says: "did you mean \"widget-demos\"?",
    },
    Plant {
        row: "`metadata.ownerReferences[]`",
        file: "rare/traffic.yaml",
        from: "kind: ScaledObject\nmetadata:\n  name: control-room\n",
        to: "kind: ScaledObject\nmetadata:\n  name: control-room\n  ownerReferences:\n  - {apiVersion: apps/v1, kind: Deployment, name: control-room, uid: 9f1c}\n",
        rule: "link-owner-by-uid",
        at: &["ownerReferences"],
        says: "is known in one cluster only",
    },
    // The key of the authorities has no field: it is always the same.
    Plant {
        row: "`spec.validation.caCertificateRefs[].name`",
        file: "gateway/backends.yaml",
        from: "ca.crt: x",
        to: "ca.cert: x",
        rule: "link-key-missing",
        at: &[],
        says: "did you mean \"ca.cert\"?",
    },
    // Without a port, a webhook asks for 443.
    Plant {
        row: "`webhooks[].clientConfig.service.name`",
        file: "webhooks/manager.yaml",
        from: "port: 443\n    targetPort: webhook",
        to: "port: 444\n    targetPort: webhook",
        rule: "link-port-missing",
        at: &[],
        says: "has no port 443",
    },
];

/// Plants that are found in a second place too: the requests of the container that has one too few.
const ALSO: [(&str, &[&str]); 2] = [
    ("            cpu: 250m\n", &["- name: web\n        image", "resources:\n          ", "requests"]),
    ("            memory: 256Mi\n", &["- name: web\n        image", "resources:\n          ", "requests"]),
];

/// Where findings are that stand in another file than the change.
const ELSEWHERE: [(&str, &str, &[&[&str]]); 2] = [
    ("ca.cert: x", "gateway/gateway.yaml", &[&["accounts-authority"]]),
    (
        "port: 444\n    targetPort: webhook",
        "webhooks/admission.yaml",
        &[
            &["path: /validate\n      port: ", "443"],
            &["MutatingWebhookConfiguration", "service:\n      name: ", "widget-webhook"],
            &["path: /convert\n          port: ", "443"],
        ],
    ),
];

/// Returns where the last of the texts is, each searched for behind the one before.
fn spot_of(file: &str, text: &str, marks: &[&str]) -> Spot {
    let mut at = 0;
    for (number, mark) in marks.iter().enumerate() {
        at += text[at..].find(mark).unwrap_or_else(|| panic!("{file} has no {mark}"));
        if number + 1 < marks.len() {
            at += mark.len();
        }
    }
    let line = text[..at].matches('\n').count() + 1;
    let column = at - text[..at].rfind('\n').map_or(0, |end| end + 1) + 1;
    (file.to_owned(), line, column)
}

#[test]
fn each_row_beside_names_is_broken_and_found_on_its_line() {
    let sets = sets();
    let rows = rows();
    let mut figures = Figures::default();
    for plant in PLANTS {
        let set = sets.iter().find(|set| plant.file.starts_with(&format!("{}/", set.name))).unwrap();
        let text = set.text(plant.file);
        assert_eq!(text.matches(plant.from).count(), 1, "{} {:?}", plant.file, plant.from);
        let changed = text.replace(plant.from, plant.to);
        let wanted: BTreeSet<Spot> = match ELSEWHERE.iter().find(|(to, ..)| *to == plant.to) {
            Some((_, file, marks)) => marks.iter().map(|at| spot_of(file, set.text(file), at)).collect(),
            None => BTreeSet::from([spot_of(plant.file, &changed, plant.at)]),
        };
        let also = ALSO.iter().find(|(from, _)| *from == plant.from);
        let implied = also.map(|(_, at)| spot_of(plant.file, &changed, at)).into_iter().collect();
        let [findings, in_fragment] = set.findings(plant.file, changed);
        let what = format!("{} {:?}", plant.file, plant.to);
        figures.count(&what, &findings, &wanted, &implied);
        let is_meant = findings.iter().all(|it| it.rule() == plant.rule && it.message().contains(plant.says));
        let row = rows.iter().find(|row| row.is_of_plant(plant)).unwrap();
        if row.is_of_fragments() && spots(&in_fragment) != spots(&findings) {
            figures.failures.push(format!("{what}: in a fragment: {in_fragment:#?}"));
        }
        if !is_meant {
            figures.failures.push(format!("{what}: not {} {}: {findings:#?}", plant.rule, plant.says));
        }
    }
    for row in rows.iter().filter(|row| !row.is_of_names()) {
        let is_planted = PLANTS.iter().any(|plant| row.is_of_plant(plant));
        assert!(is_planted, "no plant for this row: {}", row.line);
    }
    figures.assert("selectors, ports and texts", 45);
}

impl Row {
    fn is_of_plant(&self, plant: &Plant) -> bool {
        self.line.contains(&format!("| {}", plant.row))
    }
}
