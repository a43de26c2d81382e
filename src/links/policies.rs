//! Selectors of disruption budgets, network policies and scheduling.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, Levels, NOTE, Out, WHOLE, WHOLE_NOTE};
use super::pods::{Selected, pod_spec};
use super::reference::{Outcome, Part, Reason};
use super::selector::Selector;
use super::services::named_port;
use super::set::Entry;
use super::tree::{each, get, item, items, join, text};
use crate::rules::catalog::Id;

/// Links a `PodDisruptionBudget` with the pods that it protects.
pub(super) fn link_budget<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let found = Selection { field: "spec.selector", rule: rule::PODS_MISSING, levels: WHOLE };
    if let Some(selector) = get(&entry.value, found.field) {
        found.select(cx, position, entry, &Selector::of(selector), out);
    }
}

/// A selector, and how it is reported if it selects nothing.
struct Selection<'f> {
    field: &'f str,
    rule: Id,
    levels: Levels,
}

impl Selection<'_> {
    /// Selects pods of the namespace of the object. A selector that selects everything is not looked at.
    fn select<'a>(
        &self,
        cx: &Context<'a>,
        position: usize,
        entry: &'a Entry,
        selector: &Selector<'_>,
        out: &mut Out,
    ) -> Option<Selected> {
        if selector.is_empty() {
            return None;
        }
        let (selected, outcome) = cx.select(&entry.name, self.field, cx.set.space(position), selector, out);
        match outcome {
            Outcome::Resolved(_) => return Some(selected),
            Outcome::Unknown(Reason::MadeByCustom(custom)) => {
                let message = format!(
                    "no pod of the set has the labels {}; are its pods made for {custom}?",
                    selector.text()
                );
                out.raise(&entry.name, self.field, self.rule, WHOLE_NOTE, message);
            }
            Outcome::Dangling(_) => {
                let message = format!("no pod of the set has the labels {}", selector.text());
                out.raise(&entry.name, self.field, self.rule, self.levels, message);
            }
            Outcome::Unknown(_) => {}
        }
        None
    }
}

/// Links a `NetworkPolicy` with its pods, its peers in the same namespace, and their ports.
pub(super) fn link_policy<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let own = get(&entry.value, "spec.podSelector").and_then(|selector| {
        let found = Selection { field: "spec.podSelector", rule: rule::PODS_MISSING, levels: WHOLE_NOTE };
        found.select(cx, position, entry, &Selector::of(selector), out)
    });
    for (direction, peers) in [("ingress", "from"), ("egress", "to")] {
        let rules = get(&entry.value, "spec").map_or(&[][..], |spec| items(spec, direction));
        for (index, rule) in rules.iter().enumerate() {
            let at = item("spec", direction, index);
            let mut selections = Vec::new();
            let list = items(rule, peers);
            for (index, peer) in list.iter().enumerate() {
                let field = join(&item(&at, peers, index), "podSelector");
                if let (Some(selector), None) = (get(peer, "podSelector"), get(peer, "namespaceSelector")) {
                    let found =
                        Selection { field: &field, rule: rule::TERM_WITHOUT_PODS, levels: WHOLE_NOTE };
                    selections.extend(found.select(cx, position, entry, &Selector::of(selector), out));
                }
            }
            let ports = items(rule, "ports").iter().enumerate();
            let named = ports.filter_map(|(index, port)| Some((index, port, text(port, "port")?)));
            for (index, port, name) in named {
                let protocol = text(port, "protocol").unwrap_or("TCP");
                let path = join(&item(&at, "ports", index), "port");
                // Every peer has to be known, and some pod of one of them has to have the port.
                let selected = match direction {
                    "ingress" => own.clone(),
                    _ if selections.len() == list.len() && list.len() == 1 => selections.first().cloned(),
                    _ => None,
                };
                if let Some(selected) = selected {
                    named_port(cx, entry, &selected, &path, name, protocol, "selects", out);
                }
            }
        }
    }
}

/// The lists of affinity terms, with the path of the term within an item.
const TERMS: [(&str, &str); 4] = [
    ("affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[]", ""),
    ("affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[]", "podAffinityTerm"),
    ("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[]", ""),
    ("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[]", "podAffinityTerm"),
];

/// Compares affinity terms and spread constraints with the pods of the set.
pub(super) fn link_placement<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let Some((spec, at)) = pod_spec(entry) else { return };
    for (list, inner) in TERMS {
        let mut path = at.clone();
        each(spec, list, &mut path, &mut |value, path| {
            let Some(term) = get(value, inner) else { return };
            let is_of_others =
                ["namespaces", "namespaceSelector"].iter().any(|field| get(term, field).is_some());
            if let (Some(selector), false) = (get(term, "labelSelector"), is_of_others) {
                let field = join(
                    path,
                    if inner.is_empty() { "labelSelector" } else { "podAffinityTerm.labelSelector" },
                );
                let found = Selection { field: &field, rule: rule::TERM_WITHOUT_PODS, levels: WHOLE_NOTE };
                found.select(cx, position, entry, &Selector::of(selector), out);
            }
            match_keys(cx, position, entry, term, &join(path, inner), out);
        });
    }
    let Some(pods) = cx.pods.of_object(position) else { return };
    for (index, constraint) in items(spec, "topologySpreadConstraints").iter().enumerate() {
        let path = item(&at, "topologySpreadConstraints", index);
        match_keys(cx, position, entry, constraint, &path, out);
        let Some(selector) = get(constraint, "labelSelector").map(Selector::of) else { continue };
        let selected = cx.pods.select(&cx.set, pods.space, &selector);
        let counts_itself = cx.pods.at(&selected.pods).any(|it| it.object == position) || !selected.is_whole;
        if !selector.is_empty() && !counts_itself {
            let field = join(&path, "labelSelector");
            let message =
                format!("does not select the pods themselves, so they do not count: {}", pods.labels_text());
            out.raise(&entry.name, &field, rule::LABEL_MISSING, NOTE, message);
        }
    }
}

fn match_keys(cx: &Context<'_>, position: usize, entry: &Entry, term: &Value, path: &str, out: &mut Out) {
    let Some(pods) = cx.pods.of_object(position) else { return };
    for list in ["matchLabelKeys", "mismatchLabelKeys"] {
        for (index, key) in items(term, list).iter().enumerate() {
            let Some(key) = key.as_str() else { continue };
            let field = item(path, list, index);
            if !out.refer_inside(&entry.name, &field, Part::Label(key.into()), pods.has_label(key)) {
                let message = format!("the pods have no label {key:?}, so the key is ignored");
                out.raise(&entry.name, &field, rule::LABEL_MISSING, NOTE, message);
            }
        }
    }
}
