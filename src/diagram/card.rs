//! What stands on the card of an object. Values of secrets and of config maps never do.

use k8s_openapi::serde_json::Value;

use super::graph::{Line, Mark};
use super::policy;
use crate::facts::ContainerKind;
use crate::kind;
use crate::links::ObjectName;
use crate::links::tree::{get, items, text};

/// The most lines of one kind on a card.
const LINES: usize = 5;

/// Returns the lines of the card of an object.
pub(super) fn lines(name: &ObjectName, object: &Value) -> Vec<Line> {
    let mut lines: Vec<Line> = facts(name, object).into_iter().map(Line::plain).collect();
    if let Some(spec) = pod_spec(name, object) {
        containers(spec, &mut lines);
    }
    lines
}

/// Returns the spec of the pods of an object.
fn pod_spec<'v>(name: &ObjectName, object: &'v Value) -> Option<&'v Value> {
    let template = match (name.group(), name.kind()) {
        ("", "Pod") => return get(object, "spec"),
        ("argoproj.io", "Rollout") => "spec.template",
        (group, kind) => kind::find(group, kind)?.template?,
    };
    get(object, &format!("{template}.spec"))
}

/// Adds the containers, in the order in which they start.
fn containers(spec: &Value, lines: &mut Vec<Line>) {
    for container in items(spec, "initContainers") {
        let is_sidecar = text(container, "restartPolicy") == Some("Always");
        let kind = if is_sidecar { ContainerKind::Sidecar } else { ContainerKind::Init };
        lines.push(self::container(container, kind));
    }
    lines.extend(items(spec, "containers").iter().map(|it| container(it, ContainerKind::Main)));
}

fn container(container: &Value, kind: ContainerKind) -> Line {
    let image = text(container, "image").unwrap_or_default();
    let mut more = image.rsplit_once('/').map_or(image, |(_, image)| image).to_owned();
    for port in items(container, "ports").iter().take(LINES) {
        more.extend([" :", &number_or_text(get(port, "containerPort"))]);
    }
    Line { mark: Mark::Container(kind), text: text(container, "name").unwrap_or_default().to_owned(), more }
}

/// Returns what an object of a kind is, in a few words a line.
fn facts(name: &ObjectName, object: &Value) -> Vec<String> {
    let field = |path: &str| number_or_text(get(object, path));
    let labelled = |words: &str, path: &str| {
        let value = field(path);
        (!value.is_empty()).then(|| format!("{words}{value}"))
    };
    let counted = |words: &str| {
        let count = field("spec.replicas");
        let plural = if count == "1" { "" } else { "s" };
        (!count.is_empty()).then(|| format!("{count} {words}{plural}"))
    };
    match (name.group(), name.kind()) {
        ("apps", "StatefulSet") => {
            let claims = items(object, "spec.volumeClaimTemplates").iter().map(claim_template);
            counted("replica").into_iter().chain(few(claims)).collect()
        }
        ("apps", "Deployment" | "ReplicaSet")
        | ("", "ReplicationController")
        | ("argoproj.io", "Rollout") => counted("replica").into_iter().collect(),
        ("batch", "CronJob") => labelled("at ", "spec.schedule").into_iter().collect(),
        ("batch", "Job") => labelled("completions: ", "spec.completions").into_iter().collect(),
        ("", "Service") => service(object),
        ("", "ConfigMap" | "Secret") => {
            let maps = ["data", "stringData", "binaryData"];
            let keys = maps.iter().filter_map(|map| get(object, map)?.as_object());
            let mut keys: Vec<String> = keys.flat_map(|map| map.keys().cloned()).collect();
            keys.sort_unstable();
            keys.dedup();
            let kind = text(object, "type").filter(|kind| *kind != "Opaque").map(str::to_owned);
            kind.into_iter().chain(few(keys.into_iter())).collect()
        }
        ("", "PersistentVolumeClaim") => {
            labelled("", "spec.resources.requests.storage").into_iter().collect()
        }
        ("", "PersistentVolume") => labelled("", "spec.capacity.storage").into_iter().collect(),
        ("autoscaling", _) => {
            let (min, max) = (field("spec.minReplicas"), field("spec.maxReplicas"));
            let min = if min.is_empty() { "1" } else { &min };
            let range = format!("{min} to {max} replicas");
            std::iter::once(range)
                .chain(few(items(object, "spec.metrics").iter().filter_map(metric)))
                .collect()
        }
        ("policy", "PodDisruptionBudget") => labelled("at most unavailable: ", "spec.maxUnavailable")
            .into_iter()
            .chain(labelled("at least available: ", "spec.minAvailable"))
            .collect(),
        ("networking.k8s.io", "Ingress") => few(paths(object).into_iter()),
        ("gateway.networking.k8s.io", _) => {
            few(items(object, "spec.hostnames").iter().filter_map(|host| host.as_str().map(str::to_owned)))
        }
        ("networking.k8s.io", "NetworkPolicy") => few(policy::rules(object).into_iter()),
        ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => {
            few(items(object, "rules").iter().map(rights))
        }
        _ => Vec::new(),
    }
}

/// Limits the lines. The last one says how many more there are.
fn few(mut lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut few: Vec<String> = lines.by_ref().take(LINES).collect();
    match lines.count() {
        0 => {}
        more => few.push(format!("and {more} more")),
    }
    few
}

fn claim_template(claim: &Value) -> String {
    let name = text(claim, "metadata.name").unwrap_or_default();
    let storage = number_or_text(get(claim, "spec.resources.requests.storage"));
    format!("claim {name} {storage}").trim_end().to_owned()
}

fn service(object: &Value) -> Vec<String> {
    let kind = match (text(object, "spec.type"), text(object, "spec.clusterIP")) {
        (Some("ExternalName"), _) => text(object, "spec.externalName").map(|host| format!("is {host}")),
        (None | Some("ClusterIP"), Some("None")) => Some("headless".to_owned()),
        (kind, _) => kind.filter(|kind| *kind != "ClusterIP").map(str::to_owned),
    };
    let selects = get(object, "spec.selector").and_then(Value::as_object).is_some_and(|it| !it.is_empty());
    let ports = if selects { Vec::new() } else { service_ports(object) };
    kind.into_iter().chain(few(ports.into_iter())).collect()
}

/// Returns the ports of a service: `80 -> http`.
pub(super) fn service_ports(object: &Value) -> Vec<String> {
    let ports = items(object, "spec.ports").iter().map(|port| {
        let number = number_or_text(get(port, "port"));
        let target = number_or_text(get(port, "targetPort"));
        let protocol = text(port, "protocol").filter(|protocol| *protocol != "TCP");
        let protocol = protocol.map(|protocol| format!("/{protocol}")).unwrap_or_default();
        if target.is_empty() || target == number {
            format!("{number}{protocol}")
        } else {
            format!("{number}{protocol} -> {target}")
        }
    });
    ports.collect()
}

/// Returns the addresses of an ingress: `shop.example.com/cart`.
fn paths(object: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    for rule in items(object, "spec.rules") {
        let host = text(rule, "host").unwrap_or("*");
        let before = paths.len();
        for path in items(rule, "http.paths") {
            paths.push(format!("{host}{}", text(path, "path").unwrap_or("/")));
        }
        if paths.len() == before {
            paths.push(host.to_owned());
        }
    }
    paths
}

fn metric(metric: &Value) -> Option<String> {
    let kind = text(metric, "type")?;
    let source = match kind {
        "Resource" => "resource",
        "ContainerResource" => "containerResource",
        "Pods" => "pods",
        "Object" => "object",
        "External" => "external",
        _ => return Some(kind.to_owned()),
    };
    let source = get(metric, source)?;
    let name = text(source, "name").or(text(source, "metric.name")).unwrap_or_default();
    let percent = get(source, "target.averageUtilization").and_then(Value::as_u64);
    let target = match percent {
        Some(percent) => format!("{percent}%"),
        None => ["target.averageValue", "target.value"]
            .iter()
            .map(|path| number_or_text(get(source, path)))
            .find(|value| !value.is_empty())
            .unwrap_or_default(),
    };
    Some(format!("{name} {target}").trim().to_owned())
}

/// Returns what a role allows, as far as one line goes.
pub(super) fn all_rights(name: &ObjectName, object: &Value) -> Option<String> {
    if !matches!((name.group(), name.kind()), ("rbac.authorization.k8s.io", "Role" | "ClusterRole")) {
        return None;
    }
    let rules = items(object, "rules");
    let first = rights(rules.first()?);
    Some(if rules.len() > 1 { format!("{first}, ..") } else { first })
}

/// Returns what a rule of a role allows: `get, list pods`.
fn rights(rule: &Value) -> String {
    let list = |path: &str| {
        let words: Vec<&str> = items(rule, path).iter().filter_map(Value::as_str).collect();
        words.join(", ")
    };
    let targets: Vec<String> =
        ["resources", "nonResourceURLs"].iter().map(|path| list(path)).filter(|it| !it.is_empty()).collect();
    format!("{} {}", list("verbs"), targets.join(", ")).trim().to_owned()
}

/// Returns a text, or a number as text. Anything else is empty.
pub(super) fn number_or_text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
