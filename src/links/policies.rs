//! Network policies and scheduling.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, Levels, NOTE, Out, WHOLE_NOTE};
use super::pods::{Selected, pod_spec};
use super::reference::{Outcome, Part, Reason};
use super::selector::{Expression, Operator, Selector};
use super::services::named_port;
use super::set::Entry;
use super::tree::{each, get, item, items, join, text};
use crate::rules::catalog::Id;

/// A selector, and how it is reported if it selects nothing.
pub(super) struct Selection<'f> {
    pub(super) field: &'f str,
    pub(super) rule: Id,
    pub(super) levels: Levels,
}

/// Asks who makes or labels the pods that a selector does not find in the set, if somebody may.
pub(super) fn perhaps_made(selector: &Selector<'_>, reason: &Reason) -> Option<String> {
    let question = match reason {
        Reason::MadeByCustom(custom) => format!("are its pods made for {custom}?"),
        Reason::MadeByRole(role) => format!("are its pods made by a program with {role}?"),
        Reason::LabelledByRole(role) => format!("does a program with {role} set those that are missing?"),
        Reason::Outside => "are its pods made by a controller that is not in the set?".to_owned(),
        _ => return None,
    };
    Some(format!("no pod of the set has the labels {}; {question}", selector.text()))
}

impl Selection<'_> {
    /// Selects pods of the namespace of the object. A selector that selects everything is not looked at.
    pub(super) fn select<'a>(
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
            Outcome::Unknown(reason) if self.levels.is_violation() => {
                if let Some(message) = perhaps_made(selector, &reason) {
                    out.raise(&entry.name, self.field, self.rule, WHOLE_NOTE, message);
                }
            }
            Outcome::Dangling(_) => {
                let near = cx.near_labels(cx.set.space(position), selector);
                let message = format!("no pod of the set has the labels {}{near}", selector.text());
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
                    named_port(cx, entry, &selected, &path, name, protocol, out);
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
            let path = join(path, inner);
            term_pods(cx, position, entry, term, &path, out);
            match_keys(cx, position, entry, term, &path, out);
        });
    }
    let Some(pods) = cx.pods.of_object(position) else { return };
    for (index, constraint) in items(spec, "topologySpreadConstraints").iter().enumerate() {
        let path = item(&at, "topologySpreadConstraints", index);
        match_keys(cx, position, entry, constraint, &path, out);
        let Some(selector) = get(constraint, "labelSelector").map(Selector::of) else {
            no_selector(entry, &path, out);
            continue;
        };
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

/// Reports something that has no selector. It selects no pods, and not all.
fn no_selector(entry: &Entry, path: &str, out: &mut Out) {
    let message = "has no labelSelector, so it selects no pods; write one";
    out.raise(&entry.name, path, rule::TERM_WITHOUT_PODS, NOTE, message);
}

/// The most namespaces of a term that are looked at.
const NAMESPACES: usize = 100;

/// Selects the pods of an affinity term, in the namespaces that it names.
fn term_pods<'a>(
    cx: &Context<'a>,
    position: usize,
    entry: &'a Entry,
    term: &'a Value,
    path: &str,
    out: &mut Out,
) {
    let Some(selector) = get(term, "labelSelector") else {
        no_selector(entry, path, out);
        return;
    };
    let mut selector = Selector::of(selector);
    let own = cx.pods.of_object(position);
    // The API server adds the pod's own values of these keys to the selector.
    for (list, operator) in [("matchLabelKeys", Operator::In), ("mismatchLabelKeys", Operator::NotIn)] {
        let keys = items(term, list).iter().take(NAMESPACES).filter_map(Value::as_str);
        selector.expressions.extend(
            keys.filter_map(|key| Some(Expression { key, operator, values: vec![own?.label(key)?] })),
        );
    }
    let field = join(path, "labelSelector");
    let names = items(term, "namespaces");
    if names.is_empty() && get(term, "namespaceSelector").is_none() {
        let found = Selection { field: &field, rule: rule::TERM_WITHOUT_PODS, levels: WHOLE_NOTE };
        found.select(cx, position, entry, &selector, out);
    } else if get(term, "namespaceSelector").is_none() && names.len() <= NAMESPACES {
        let spaces: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
        let selected: Vec<_> = spaces.iter().map(|space| cx.pods.select(&cx.set, space, &selector)).collect();
        let is_known = spaces.iter().all(|space| cx.set.has_namespace(space))
            && selected.iter().all(|selected| selected.is_whole)
            && spaces.iter().all(|space| cx.externals.pods(&selector, space).is_none());
        if is_known && cx.maker.is_none() && selected.iter().all(|selected| selected.pods.is_empty()) {
            let message =
                format!("no pod of {} in the set has the labels {}", spaces.join(", "), selector.text());
            out.raise(&entry.name, &field, rule::TERM_WITHOUT_PODS, WHOLE_NOTE, message);
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
