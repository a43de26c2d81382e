//! Claims of which one node, or one pod, may have the volume, and the workloads that mount them.

use std::collections::{BTreeMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART};
use super::finding::Place;
use super::named::Named;
use super::pods::pod_spec;
use super::replicas::Replicas;
use super::set::{Entry, Found};
use super::tree::{get, has_entries, items, text};

/// The claims that pods mount, by their position.
#[derive(Debug, Default)]
pub(super) struct Claims {
    users: BTreeMap<u32, Vec<User>>,
}

/// A volume of a pod or of a template.
#[derive(Debug)]
struct User {
    object: usize,
    field: Box<str>,
}

/// Who may have the volume of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Node,
    Pod,
}

impl Mode {
    /// Returns the mode, if the claim has no wider one.
    fn of(claim: &Entry) -> Option<Self> {
        let modes = items(&claim.value, "spec.accessModes");
        match modes.first()?.as_str()? {
            "ReadWriteOncePod" => Some(Self::Pod),
            "ReadWriteOnce" if modes.len() == 1 => Some(Self::Node),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Node => "ReadWriteOnce",
            Self::Pod => "ReadWriteOncePod",
        }
    }
}

impl Claims {
    /// Adds the claims of the set that an object mounts. Those of claim templates are of one pod each.
    pub(super) fn add(&mut self, cx: &Context<'_>, found: &[Named<'_>]) {
        for named in found.iter().filter(|named| named.kind == "PersistentVolumeClaim") {
            if !named.field.ends_with("persistentVolumeClaim.claimName") {
                continue;
            }
            let space = named.target_space(&cx.set);
            if let Some(Found::Once(claim)) = cx.set.find(named.group, named.kind, space, named.name) {
                let users = self.users.entry(claim).or_default();
                // A pod may mount a claim under two names.
                if users.last().is_none_or(|last| last.object != named.from) {
                    users.push(User { object: named.from, field: named.field.as_str().into() });
                }
            }
        }
    }

    /// Reports what more than one node or pod mounts.
    pub(super) fn link(&self, cx: &Context<'_>, out: &mut Out) {
        let local = Local::of(cx);
        for (claim, users) in &self.users {
            let Some(claim) = cx.entry(*claim as usize).filter(|claim| claim.is_valid()) else { continue };
            let Some(mode) = Mode::of(claim) else { continue };
            // The pods of a volume that is on one node are there too.
            if mode == Mode::Node && local.has(cx, claim) {
                continue;
            }
            let users: Vec<Mounting<'_>> = users.iter().filter_map(|user| Mounting::of(cx, user)).collect();
            between(mode, claim, &users, out);
            for user in &users {
                within(mode, claim, user, out);
            }
        }
    }
}

/// An object whose pods mount a claim.
struct Mounting<'a> {
    entry: &'a Entry,
    field: Box<str>,
    replicas: Replicas<'a>,
    /// Whether the pods are bound to one node.
    is_bound: bool,
}

impl<'a> Mounting<'a> {
    /// Returns the object, if it makes pods of its own.
    fn of(cx: &Context<'a>, user: &User) -> Option<Self> {
        let entry = cx.entry(user.object)?;
        let (spec, _) = pod_spec(entry)?;
        let replicas = cx.autoscalers.replicas(&cx.set, user.object, entry);
        let is_used = !matches!(replicas, Replicas::Fixed(0)) && !entry.is("", "PodTemplate");
        let is_own = !has_entries(&entry.value, "metadata.ownerReferences");
        (is_used && is_own && entry.is_valid()).then(|| Self {
            entry,
            field: user.field.clone(),
            replicas,
            is_bound: is_bound(spec),
        })
    }

    /// Tells whether the pods run on until somebody ends them.
    fn stays(&self) -> bool {
        match self.replicas {
            Replicas::Runs => false,
            Replicas::Bare => text(&self.entry.value, "spec.restartPolicy").is_none_or(|it| it == "Always"),
            _ => true,
        }
    }

    /// Tells whether an update starts a pod before it ends another.
    fn surges(&self) -> bool {
        let value = &self.entry.value;
        self.entry.is("apps", "Deployment")
            && text(value, "spec.strategy.type").is_none_or(|strategy| strategy == "RollingUpdate")
            && match get(value, "spec.strategy.rollingUpdate.maxSurge") {
                Some(Value::String(surge)) => surge.trim_start_matches('0') != "%",
                Some(surge) => surge.as_u64() != Some(0),
                None => true,
            }
    }
}

/// Tells whether a node is named for the pods, or they follow other pods to theirs.
fn is_bound(spec: &Value) -> bool {
    let by_node = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
    let by_pods = "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution";
    let is_host = |key: Option<&str>| key == Some(HOST);
    text(spec, "nodeName").is_some()
        || text(spec, "nodeSelector[kubernetes.io/hostname]").is_some()
        || items(spec, by_pods).iter().any(|term| is_host(text(term, "topologyKey")))
        || items(spec, by_node)
            .iter()
            .any(|term| items(term, "matchExpressions").iter().any(|it| is_host(text(it, "key"))))
}

const HOST: &str = "kubernetes.io/hostname";

/// Reports a claim that several workloads mount.
fn between(mode: Mode, claim: &Entry, users: &[Mounting<'_>], out: &mut Out) {
    let staying = users.iter().filter(|user| user.stays()).count();
    let is_bound = mode == Mode::Node && users.iter().any(|user| user.is_bound);
    if users.len() < 2 || staying == 0 || is_bound {
        return;
    }
    let mode_name = mode.name();
    let (levels, message) = match mode {
        Mode::Pod => (
            if staying > 1 { PART } else { NOTE },
            format!(
                "{} is {mode_name}, and {} workloads mount it: while a pod of one runs, those of the others do not start; \
                 write ReadWriteMany, or a claim for each",
                claim.name,
                users.len()
            ),
        ),
        Mode::Node => (
            NOTE,
            format!(
                "{} is {mode_name}, and {} workloads mount it: their pods start on one node only; write ReadWriteMany, or \
                 bind them to one node by a pod affinity",
                claim.name,
                users.len()
            ),
        ),
    };
    let place = |user: &Mounting<'_>| Place { object: user.entry.name.clone(), field: user.field.clone() };
    out.raise_at(users.iter().map(place).collect(), rule::CLAIM_SHARED, levels, message);
}

/// Reports a claim that several pods of one workload mount.
fn within(mode: Mode, claim: &Entry, user: &Mounting<'_>, out: &mut Out) {
    if mode == Mode::Node && user.is_bound {
        return;
    }
    let certain = if mode == Mode::Pod { PART } else { NOTE };
    let (levels, pods) = match user.replicas {
        Replicas::Fixed(replicas) if replicas > 1 => (certain, format!("{replicas} pods mount it")),
        Replicas::Scaled { least, by, .. } if least > 1 => {
            (certain, format!("{} keeps at least {least} pods that mount it", by.name))
        }
        Replicas::Scaled { most, by, .. } if most > 1 => {
            (NOTE, format!("{} makes up to {most} pods that mount it", by.name))
        }
        Replicas::Daemons => (NOTE, "a pod on each node mounts it".to_owned()),
        Replicas::Fixed(_) | Replicas::Scaled { .. } if user.surges() => {
            let message = format!(
                "{} is {}, and an update starts the new pod before it ends the old one: on another node it waits for the \
                 volume; write strategy: {{type: Recreate}}",
                claim.name,
                mode.name()
            );
            let message = match mode {
                Mode::Node => message,
                Mode::Pod => message.replace("on another node it waits", "it waits"),
            };
            out.raise(&user.entry.name, &user.field, rule::CLAIM_SHARED, NOTE, message);
            return;
        }
        _ => return,
    };
    let effect = match mode {
        Mode::Node => "they start on one node only",
        Mode::Pod => "only one of them starts",
    };
    let advice = if user.entry.is("apps", "StatefulSet") {
        "a claim template gives each pod a volume of its own"
    } else {
        "write ReadWriteMany, or a StatefulSet with a claim template"
    };
    let message = format!("{} is {}, and {pods}: {effect}; {advice}", claim.name, mode.name());
    out.raise(&user.entry.name, &user.field, rule::CLAIM_SHARED, levels, message);
}

/// The volumes of the set that are on one node.
struct Local<'a> {
    classes: HashSet<&'a str>,
}

impl<'a> Local<'a> {
    fn of(cx: &Context<'a>) -> Self {
        let volumes =
            cx.set.entries.iter().filter(|entry| entry.is("", "PersistentVolume") && is_local(entry));
        Self { classes: volumes.filter_map(|entry| text(&entry.value, "spec.storageClassName")).collect() }
    }

    fn has(&self, cx: &Context<'_>, claim: &Entry) -> bool {
        if let Some(volume) = text(&claim.value, "spec.volumeName") {
            return cx.set.get("", "PersistentVolume", "", volume).is_some_and(is_local);
        }
        let class = text(&claim.value, "spec.storageClassName");
        class.is_some_and(|class| self.classes.contains(class) || is_named_local(class))
    }
}

/// Tells whether the name of a class says that its volumes are on one node: `local-path`, `openebs-hostpath`.
fn is_named_local(class: &str) -> bool {
    class.split('-').any(|word| ["local", "hostpath"].contains(&word))
}

fn is_local(volume: &Entry) -> bool {
    ["spec.local", "spec.hostPath"].iter().any(|source| get(&volume.value, source).is_some())
}
