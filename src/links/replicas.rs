//! How many pods a workload has, and who decides that.

use std::collections::HashMap;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART};
use super::set::{Entry, Found, Set};
use super::tree::{get, has_entries, text};

/// How many pods an object has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Replicas<'a> {
    /// A number of its own.
    Fixed(u64),
    /// An autoscaler decides.
    Scaled { least: u64, most: u64, by: &'a Entry },
    /// One a node.
    Daemons,
    /// Pods that end.
    Runs,
    /// One pod that no controller has.
    Bare,
    /// Nobody knows.
    Unknown,
}

/// The group, kind, namespace and name of what is scaled.
type Scaled<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The autoscalers of a set, by what they scale.
#[derive(Debug, Default)]
pub(super) struct Autoscalers<'a> {
    by_target: HashMap<Scaled<'a>, Vec<usize>>,
    /// What something scales in a way that nothing tells of.
    opaque: HashMap<Scaled<'a>, usize>,
}

/// The most autoscalers of one workload that are remembered.
const REMEMBERED: usize = 2;

impl<'a> Autoscalers<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut autoscalers = Self::default();
        for (at, entry) in set.entries.iter().enumerate() {
            let is_keda = entry.is("keda.sh", "ScaledObject");
            if !is_keda && !is_autoscaler(entry) {
                continue;
            }
            set.step();
            let Some(target) = scaled(set, at, entry) else { continue };
            if is_keda {
                autoscalers.opaque.insert(target, at);
            } else {
                let list = autoscalers.by_target.entry(target).or_default();
                if list.len() < REMEMBERED {
                    list.push(at);
                }
            }
        }
        autoscalers
    }

    /// Returns how many pods an object of the set has.
    pub(super) fn replicas(&self, set: &Set<'a>, at: usize, entry: &'a Entry) -> Replicas<'a> {
        set.step();
        let name = &entry.name;
        let is_made = has_entries(&entry.value, "metadata.ownerReferences");
        let is_twice =
            matches!(set.find(&name.group, &name.kind, set.space(at), &name.name), Some(Found::Twice(_)));
        if is_made || is_twice || !entry.is_named || !entry.is_valid() {
            return Replicas::Unknown;
        }
        match (&*name.group, &*name.kind) {
            ("apps", "Deployment" | "StatefulSet" | "ReplicaSet")
            | ("", "ReplicationController")
            | ("argoproj.io", "Rollout") => {
                let own = match get(&entry.value, "spec.replicas") {
                    None | Some(Value::Null) => 1,
                    Some(replicas) => match replicas.as_u64() {
                        Some(replicas) => replicas,
                        None => return Replicas::Unknown,
                    },
                };
                let target = (&*name.group, &*name.kind, set.space(at), &*name.name);
                // A workload of 0 pods is one that is not scaled at present.
                match self.by_target.get(&target).map(Vec::as_slice) {
                    _ if self.opaque.contains_key(&target) => Replicas::Unknown,
                    Some([by]) if own > 0 => {
                        let by = set.entries.get(*by).filter(|by| by.is_valid());
                        by.map_or(Replicas::Unknown, |by| Replicas::Scaled {
                            least: number(&by.value, "spec.minReplicas").unwrap_or(1),
                            most: number(&by.value, "spec.maxReplicas").unwrap_or(1),
                            by,
                        })
                    }
                    Some([_, ..]) if own > 0 => Replicas::Unknown,
                    _ => Replicas::Fixed(own),
                }
            }
            ("apps", "DaemonSet") => Replicas::Daemons,
            ("batch", "Job" | "CronJob") => Replicas::Runs,
            ("", "Pod") => Replicas::Bare,
            _ => Replicas::Unknown,
        }
    }
}

fn is_autoscaler(entry: &Entry) -> bool {
    entry.is("autoscaling", "HorizontalPodAutoscaler")
}

fn number(value: &Value, path: &str) -> Option<u64> {
    get(value, path).and_then(Value::as_u64)
}

/// Returns what an autoscaler scales.
fn scaled<'a>(set: &Set<'a>, at: usize, entry: &'a Entry) -> Option<Scaled<'a>> {
    let target = get(&entry.value, "spec.scaleTargetRef")?;
    let kind = text(target, "kind").unwrap_or("Deployment");
    let version = text(target, "apiVersion").unwrap_or("apps/v1");
    let group = version.split_once('/').map_or("", |(group, _)| group);
    Some((group, kind, set.space(at), text(target, "name")?))
}

/// Reports what several autoscalers scale, and a number of replicas beside an autoscaler.
pub(super) fn link<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    if !is_autoscaler(entry) {
        return;
    }
    let Some(target) = scaled(&cx.set, position, entry) else { return };
    let all = cx.autoscalers.by_target.get(&target).map_or(&[][..], Vec::as_slice);
    let (group, kind, space, name) = target;
    match all {
        [first, _, ..] if *first != position => {
            let is_other =
                |first: &&Entry| !cx.set.have_one_name(first, entry) && !first.doubts("spec.scaleTargetRef");
            let Some(first) = cx.entry(*first).filter(is_other) else { return };
            let message = format!(
                "{} scales {kind} {name:?} too, and then neither does; write one of the two, with the metrics of both",
                first.name
            );
            out.raise(&entry.name, "spec.scaleTargetRef", rule::SCALED_TWICE, PART, message);
        }
        [_] => {
            let Some(workload) = cx.set.get(group, kind, space, name) else { return };
            if let Some(replicas) = number(&workload.value, "spec.replicas").filter(|it| *it > 0) {
                let message = format!(
                    "each apply sets the number of replicas to {replicas}, and {} scales them again; leave replicas out",
                    entry.name
                );
                out.raise(&workload.name, "spec.replicas", rule::REPLICAS_AUTOSCALED, NOTE, message);
            }
        }
        _ => {}
    }
}
