//! Config maps and secrets that are named by their content, in the template of a Job.

use k8s_openapi::api::core::v1;
use k8s_openapi::serde_json::Value;
use serde::Deserialize as _;

use super::catalog as rule;
use super::context::{Context, NOTE, Out};
use super::named::Named;
use super::set::Entry;
use super::tree::{get, pairs};
use crate::config::content_hash;

/// The number of characters of a hash in a name.
const HASH: usize = 10;

/// Annotations and labels of Jobs that are deleted before they are applied again.
const RENEWED: [&str; 4] = [
    "argocd.argoproj.io/hook",
    "argocd.argoproj.io/sync-options",
    "helm.sh/hook",
    "kustomize.toolkit.fluxcd.io/force",
];

/// Reports references of a Job to objects whose name changes with their content: the template of a Job cannot change.
///
/// A `CronJob` is not reported. Its template may change, and later Jobs are made of the new one.
pub(super) fn link(cx: &Context<'_>, entry: &Entry, found: &[Named<'_>], out: &mut Out) {
    let is_renewed = pairs(&entry.value, "metadata.annotations").any(|(key, _)| RENEWED.contains(&key));
    // A Job whose own name changes is another Job.
    if !entry.is("batch", "Job") || !entry.is_named || is_renewed || hash(&entry.name.name).is_some() {
        return;
    }
    for named in found.iter().filter(|named| ["ConfigMap", "Secret"].contains(&named.kind)) {
        let space = named.target_space(&cx.set);
        let Some(target) = cx.set.get(named.group, named.kind, space, named.name) else { continue };
        if is_named_by_content(target) {
            let message = format!(
                "{} is named by its content, and the template of a Job cannot change: after each change the apply fails; give \
                 the Job a name of its own for each change, or the {} a name that stays",
                target.name, target.name.kind
            );
            out.raise_all(&entry.name, &named.field, &target.name, rule::HASH_IN_JOB, NOTE, || message);
        }
    }
}

/// Returns the hash at the end of a name.
fn hash(name: &str) -> Option<&str> {
    let (_, hash) = name.rsplit_once('-')?;
    let is_hexadecimal = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    (hash.len() == HASH && hash.bytes().all(is_hexadecimal)).then_some(hash)
}

/// Tells whether the name of an immutable object ends in the hash of its content. That of a secret depends on a key that
/// nobody knows, so its form has to do.
fn is_named_by_content(target: &Entry) -> bool {
    let Some(hash) = hash(&target.name.name) else { return false };
    if get(&target.value, "immutable").and_then(Value::as_bool) != Some(true) {
        return false;
    }
    if *target.name.kind == *"Secret" {
        return true;
    }
    v1::ConfigMap::deserialize(&target.value).is_ok_and(|map| content_hash(&map) == hash)
}
