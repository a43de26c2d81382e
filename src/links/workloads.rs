//! Workloads that select the pods of each other.

use std::collections::HashMap;

use super::catalog as rule;
use super::context::{Context, NOTE_THEN_VIOLATION, Out};
use super::reference::{Outcome, ResolvedBy, Target};
use super::selector::Selector;
use super::set::Entry;
use super::tree::{get, has_entries};

/// Kinds whose controllers adopt every pod that they select. Jobs select by a label of their own.
const KINDS: [(&str, &str); 5] = [
    ("apps", "DaemonSet"),
    ("apps", "Deployment"),
    ("apps", "ReplicaSet"),
    ("apps", "StatefulSet"),
    ("", "ReplicationController"),
];

/// The most selectors that the labels of one workload are compared with.
const COMPARED: usize = 1000;

/// Reports each workload that selects the pods of another.
pub(super) fn link(cx: &Context<'_>, out: &mut Out) {
    let workloads: Vec<(usize, &Entry, Selector<'_>)> = cx
        .set
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| KINDS.iter().any(|(group, kind)| entry.is(group, kind)))
        .filter(|(_, entry)| !has_entries(&entry.value, "metadata.ownerReferences"))
        .filter(|(_, entry)| !entry.doubts_labels_of_pods())
        .map(|(at, entry)| (at, entry, selector(entry)))
        .collect();
    let mut common: HashMap<(&str, &str, &str), usize> = HashMap::new();
    for (at, _, selector) in &workloads {
        for (key, value) in &selector.pairs {
            *common.entry((cx.set.space(*at), key, value)).or_default() += 1;
        }
    }
    // A selector is found by its rarest label, so that few are compared.
    let mut by_label: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
    for (index, (at, _, selector)) in workloads.iter().enumerate() {
        let labels = selector.pairs.iter().map(|(key, value)| (cx.set.space(*at), *key, *value));
        if let Some(label) = labels.min_by_key(|label| common.get(label).copied().unwrap_or(0)) {
            by_label.entry(label).or_default().push(index);
        }
    }
    for (at, entry, own) in &workloads {
        let Some(pods) = cx.pods.of_object(*at) else { continue };
        let selected = cx.pods.select(&cx.set, pods.space, own);
        let target =
            Target::Selected { kind: "Pod".into(), selector: own.text().into(), objects: selected.objects };
        out.refer(&entry.name, "spec.selector", target, None, Outcome::Resolved(ResolvedBy::Object));
        let others =
            pods.labels().filter_map(|(key, value)| by_label.get(&(pods.space, key, value))).flatten();
        let overlap = others.take(COMPARED).filter_map(|index| workloads.get(*index)).find(
            |(other, rival, selector)| {
                cx.set.step();
                other != at && !cx.set.have_one_name(rival, entry) && selector.matches(|key| pods.label(key))
            },
        );
        if let Some((_, rival, selector)) = overlap {
            let message = format!("selects the pods of {} too: {}", entry.name, selector.text());
            out.raise(&rival.name, "spec.selector", rule::SELECTORS_OVERLAP, NOTE_THEN_VIOLATION, message);
        }
    }
}

fn selector(entry: &Entry) -> Selector<'_> {
    match get(&entry.value, "spec.selector") {
        Some(selector) if *entry.name.kind != *"ReplicationController" => Selector::of(selector),
        _ => Selector::of_map(&entry.value, "spec.selector"),
    }
}
