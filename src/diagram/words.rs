//! What a link is, in a few words.

use k8s_openapi::serde_json::Value;

use super::{card, policy};
use crate::links::tree::{get, items, text};
use crate::links::{Part, Reference, Target};

/// The word of a binding. The role tells what it allows.
pub(super) const MAY: &str = "may";

/// Tells whether a reference only says in which namespace an object is.
pub(super) fn is_own_namespace(reference: &Reference) -> bool {
    reference.field() == "metadata.namespace"
}

/// Tells whether a reference is the selector by which a workload adopts its pods. It selects no pods of others.
pub(super) fn is_own_selector(reference: &Reference) -> bool {
    let is_workload = matches!(
        (reference.from().group(), reference.from().kind()),
        ("apps", _) | ("", "ReplicationController")
    );
    is_workload && reference.field() == "spec.selector"
}

/// Returns the words of a reference of an object with this content. What is obvious has no words.
pub(super) fn of(reference: &Reference, object: &Value) -> Vec<String> {
    let field = without_indices(reference.field());
    let kind = reference.from().kind();
    match reference.target() {
        Target::Itself => Vec::new(),
        Target::Selected { .. } => selected(reference, kind, &field, object),
        Target::Object(target) => named(reference, kind, &field, target.kind(), object).into_iter().collect(),
    }
}

fn selected(reference: &Reference, kind: &str, field: &str, object: &Value) -> Vec<String> {
    let words = match kind {
        // The ports come from the selector, all at once.
        "Service" if field != "spec.selector" => return Vec::new(),
        "Service" => {
            let ports = card::service_ports(object);
            return if ports.is_empty() { vec!["selects".to_owned()] } else { ports };
        }
        "PodDisruptionBudget" => "protects",
        "NetworkPolicy" if field == "spec.podSelector" => return vec![policy::effect(object)],
        "NetworkPolicy" if field.ends_with("podSelector") => {
            let mut parts = reference.field().split(['.', '[', ']']).skip(1);
            let (direction, index) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            return vec![policy::peer_words(object, direction, index.parse().unwrap_or(usize::MAX))];
        }
        "ServiceMonitor" | "PodMonitor" if field == "spec.selector" => "scrapes",
        "NetworkPolicy" | "ServiceMonitor" | "PodMonitor" => return Vec::new(),
        _ if is_own_selector(reference) => "selects its pods too",
        _ if field.contains("podAntiAffinity") => "apart from",
        _ if field.contains("podAffinity") => "near",
        _ => "selects",
    };
    vec![words.to_owned()]
}

fn named(reference: &Reference, kind: &str, field: &str, target: &str, object: &Value) -> Option<String> {
    let path = segments(field);
    let last = path.iter().rev().find(|name| !matches!(**name, "name" | "key")).copied().unwrap_or_default();
    let has = |name: &str| path.contains(&name);
    let words = match (kind, target, last) {
        _ if has("envFrom") || has("valueFrom") => "env",
        (_, "Service", "value" | "command" | "args") => return Some(format!("calls{}", port(reference))),
        (_, "PersistentVolumeClaim", "claimName") => "volume",
        (_, "ConfigMap" | "Secret", _) if has("volumes") || has("volumeMounts") => "file",
        _ if has("volumes") => "volume",
        _ if has("imagePullSecrets") => "pulls images",
        (_, "ServiceAccount", "serviceAccountName" | "serviceAccount") => "runs as",
        (_, "PriorityClass", _) => "priority",
        (_, "RuntimeClass", _) => "runtime",
        _ if has("resourceClaims") || has("claims") => "device",
        (_, "Service", "subdomain") | ("StatefulSet", "Service", "serviceName") => "DNS names",
        ("VerticalPodAutoscaler", _, "targetRef") => "sizes",
        (_, _, "scaleTargetRef") => "scales",
        (_, _, "describedObject") => "measures",
        // What an autoscaler asks of the containers that it scales.
        ("HorizontalPodAutoscaler" | "VerticalPodAutoscaler", ..) => return None,
        (_, _, "roleRef") => MAY,
        (_, _, "subjects") => "for",
        (_, _, "parentRefs") => "through",
        ("Ingress" | "Gateway", "Secret", _) => "TLS",
        ("Ingress", "Service", _) => return Some(route(reference, object)),
        (_, "Service", _) => return Some(port(reference).trim().to_owned()),
        (_, _, "issuerRef") | (_, "Issuer" | "ClusterIssuer", _) => "issued by",
        (_, _, "ownerReferences") => "owned by",
        (_, _, "apiVersion") => "defined by",
        (_, _, "dataSource" | "dataSourceRef") => "copies",
        (_, _, "volumeName") => "volume",
        ("Endpoints" | "EndpointSlice", ..) => "endpoints of",
        _ if last.ends_with("ClassName") => "class",
        _ => return Some(plain(last)),
    };
    Some(words.to_owned())
}

/// Returns ` :80`, if the reference asks for a port.
fn port(reference: &Reference) -> String {
    match reference.part() {
        Some(Part::Port(port)) => format!(" :{port}"),
        _ => String::new(),
    }
}

/// Returns the path and the port of a backend: `/cart :80`.
fn route(reference: &Reference, object: &Value) -> String {
    let port = port(reference);
    let at = reference.field().split(".backend").next().unwrap_or_default();
    let path = at_path(object, at).and_then(|rule| text(rule, "path")).filter(|path| *path != "/");
    match path {
        Some(path) => format!("{path}{port}"),
        None => port.trim().to_owned(),
    }
}

/// Returns the value at a path with indices: `spec.rules[0].http.paths[1]`.
fn at_path<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, step| match step.split_once('[') {
        None => get(value, step),
        Some((list, index)) => items(value, list).get(index.trim_end_matches(']').parse::<usize>().ok()?),
    })
}

/// Removes the indices of lists, and keeps keys in brackets: `spec.rules[0].http` becomes `spec.rules.http`.
fn without_indices(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut rest = field;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let (inside, after) = after.split_once(']').unwrap_or((after, ""));
        if inside.is_empty() || !inside.bytes().all(|byte| byte.is_ascii_digit()) {
            out.extend(["[", inside, "]"]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns the names of a path. A key in brackets is one name.
fn segments(field: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let mut rest = field;
    while !rest.is_empty() {
        if let Some((key, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            segments.push(key);
            rest = after;
            continue;
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len()).max(1);
        let (name, after) = rest.split_at(end);
        segments.push(name);
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    segments
}

/// Returns the name of a field as words: `fooBarRef` becomes `foo bar`.
fn plain(name: &str) -> String {
    let name = ["Refs", "Ref", "Names", "Name"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let mut words = String::with_capacity(name.len());
    for c in name.rsplit('/').next().unwrap_or_default().chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words.trim().to_owned()
}
