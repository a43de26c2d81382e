//! What a network policy allows, in a few words.

use std::collections::BTreeSet;

use k8s_openapi::serde_json::Value;

use super::card::number_or_text;
use crate::links::tree::{get, items, pairs, text};

/// Returns a line for each rule: `in from app=web: 8080/TCP`.
pub(super) fn rules(policy: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, peers, words) in [("ingress", "from", "in"), ("egress", "to", "out")] {
        let rules = get(policy, "spec").map_or(&[][..], |spec| items(spec, field));
        for rule in rules {
            let list: Vec<String> = items(rule, peers).iter().map(peer).collect();
            let list = if list.is_empty() { "anywhere".to_owned() } else { list.join(" or ") };
            lines.push(format!("{words} {peers} {list}: {}", ports(rule).join(", ")));
        }
        if rules.is_empty() && applies(policy, field) {
            lines.push(format!("{words}: nothing"));
        }
    }
    lines
}

/// Returns what a policy does to the pods that it selects: `allows 8080/TCP`.
pub(super) fn effect(policy: &Value) -> String {
    let rules = get(policy, "spec").map_or(&[][..], |spec| items(spec, "ingress"));
    let allowed: BTreeSet<String> = rules.iter().flat_map(ports).collect();
    if !allowed.is_empty() {
        let allowed: Vec<String> = allowed.into_iter().collect();
        return format!("allows {}", allowed.join(", "));
    }
    match (applies(policy, "ingress"), applies(policy, "egress")) {
        (true, _) => "lets nothing in".to_owned(),
        (false, true) => "limits what goes out".to_owned(),
        (false, false) => "selects".to_owned(),
    }
}

/// Returns what a rule lets through, from or to a peer: `from: 8080/TCP`.
pub(super) fn peer_words(policy: &Value, direction: &str, index: usize) -> String {
    let rule = get(policy, "spec").and_then(|spec| items(spec, direction).get(index));
    let ports = rule.map(ports).unwrap_or_default().join(", ");
    match direction {
        "ingress" => format!("from: {ports}"),
        _ => format!("to: {ports}"),
    }
}

/// Tells whether a policy limits a direction.
fn applies(policy: &Value, direction: &str) -> bool {
    let types = get(policy, "spec").map_or(&[][..], |spec| items(spec, "policyTypes"));
    let has_rules = get(policy, "spec").is_some_and(|spec| !items(spec, direction).is_empty());
    if types.is_empty() {
        return direction == "ingress" || has_rules;
    }
    types.iter().filter_map(Value::as_str).any(|it| it.eq_ignore_ascii_case(direction))
}

/// Returns the ports of a rule: `8080/TCP`. A rule without ports allows all.
fn ports(rule: &Value) -> Vec<String> {
    let ports = items(rule, "ports").iter().map(|port| {
        let number = number_or_text(get(port, "port"));
        let number = if number.is_empty() { "all" } else { &number };
        let protocol = text(port, "protocol").unwrap_or("TCP");
        match get(port, "endPort") {
            Some(end @ Value::Number(_)) => format!("{number}-{end}/{protocol}"),
            _ => format!("{number}/{protocol}"),
        }
    });
    let ports: Vec<String> = ports.collect();
    if ports.is_empty() { vec!["all ports".to_owned()] } else { ports }
}

fn peer(peer: &Value) -> String {
    if let Some(cidr) = text(peer, "ipBlock.cidr") {
        return cidr.to_owned();
    }
    let namespace = text(peer, "namespaceSelector.matchLabels[kubernetes.io/metadata.name]");
    if let (Some(namespace), None) = (namespace, get(peer, "podSelector")) {
        return format!("namespace {namespace}");
    }
    let labels = |path: &str| {
        let selector = get(peer, path)?;
        // The prefix of a key says little: `app.kubernetes.io/name`.
        let short = |key: &str| key.rsplit('/').next().unwrap_or_default().to_owned();
        let labels: Vec<String> =
            pairs(selector, "matchLabels").map(|(key, value)| format!("{}={value}", short(key))).collect();
        let more = items(selector, "matchExpressions").len();
        Some(match (labels.is_empty(), more) {
            (true, 0) => "all".to_owned(),
            (true, _) => "some".to_owned(),
            (false, _) => labels.join(","),
        })
    };
    match (labels("podSelector"), labels("namespaceSelector")) {
        (Some(pods), None) if pods == "all" => "all pods".to_owned(),
        (Some(pods), None) => pods,
        (None, Some(spaces)) => format!("namespaces {spaces}"),
        (Some(pods), Some(spaces)) => format!("{pods} of namespaces {spaces}"),
        (None, None) => String::new(),
    }
}
