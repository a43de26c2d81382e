//! Random objects of every kind that has rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::draw::Drawer;
use super::mutate::mutate;
use super::{Random, Words};
use crate::objects::{self, KINDS};
use crate::rows;

/// A kind: `apiVersion` and `kind`.
pub type Kind = (&'static str, &'static str);

/// Objects of one kind that others are made from, and the words of that kind.
#[derive(Default)]
struct Seeds {
    objects: Vec<Value>,
    words: Words,
}

/// What random objects are made from: objects written by hand, and recorded ones.
pub struct Objects {
    seeds: BTreeMap<Kind, Seeds>,
}

impl Objects {
    /// Reads the objects that random ones are made from, for kinds that `wanted` names.
    pub fn of(wanted: impl Fn(Kind) -> bool) -> Self {
        let by_hand = include_str!("seeds.ndjson").lines().map(|line| serde_json::from_str(line).unwrap());
        let recorded = rows("conformance/object-rules-1.36.2.ndjson.gz").step_by(3);
        let recorded = recorded.chain(rows("conformance/objects-1.36.2.ndjson.gz").step_by(8));
        let recorded = recorded.map(|mut row| row["pod"].take());
        let mut seeds: BTreeMap<Kind, Seeds> = BTreeMap::new();
        // Those written by hand are few, and more of what is made from them is accepted.
        for (object, times) in by_hand.map(|object| (object, 30)).chain(recorded.map(|object| (object, 1))) {
            for object in [like(&object), Some(object)].into_iter().flatten() {
                let Some(kind) = kind_of(&object).filter(|kind| wanted(*kind)) else { continue };
                let seeds = seeds.entry(kind).or_default();
                seeds.objects.extend(std::iter::repeat_n(object, times));
            }
        }
        let words = serde_json::from_str::<Value>(include_str!("words.json")).unwrap();
        for seeds in seeds.values_mut() {
            seeds.words = Words::of(&[std::slice::from_ref(&words), &seeds.objects[..]].concat());
        }
        Self { seeds }
    }

    /// Adds texts, lists and quantities of unreasonable size.
    #[must_use]
    pub fn with_extremes(mut self) -> Self {
        for seeds in self.seeds.values_mut() {
            seeds.words = std::mem::take(&mut seeds.words).with_extremes();
        }
        self
    }

    /// Returns the kinds that there are objects of.
    pub fn kinds(&self) -> Vec<Kind> {
        self.seeds.keys().copied().collect()
    }

    /// Returns an object of a kind with up to four parts changed, if it can still be read.
    pub fn mutated(&self, random: &mut Random, kind: Kind) -> Option<Value> {
        let Seeds { objects, words } = &self.seeds[&kind];
        let mut object = random.pick(objects).clone();
        for _ in 0..*random.pick(&[1, 1, 1, 2, 2, 3, 4]) {
            mutate(random, words, &mut object);
        }
        let object = typed(kind, object)?;
        typed(kind, objects::read(&object).ok()?.to_json())
    }

    /// Returns an object of a kind with any fields and any values.
    pub fn drawn(&self, random: &mut Random, kind: Kind) -> Value {
        let drawer = Drawer::new(random, &self.seeds[&kind].words);
        let drawn = objects::deserialize(kind, drawer).unwrap();
        typed(kind, drawn.to_json()).unwrap()
    }
}

fn kind_of(object: &Value) -> Option<Kind> {
    KINDS.iter().copied().find(|(version, kind)| object["apiVersion"] == *version && object["kind"] == *kind)
}

/// Takes out an empty path type. `k8s_openapi` does not tell it from none at all, which Kubernetes refuses otherwise.
fn without_empty_path_types(object: &mut Value) {
    let rules = object.pointer_mut("/spec/rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        let paths = rule.pointer_mut("/http/paths").and_then(Value::as_array_mut);
        for path in paths.into_iter().flatten().filter_map(Value::as_object_mut) {
            path.retain(|field, value| field != "pathType" || value != "");
        }
    }
}

/// Sets the kind, which a mutation may have changed. It is `None` if the value is no object.
fn typed((version, kind): Kind, mut object: Value) -> Option<Value> {
    without_empty_path_types(&mut object);
    let entries = object.as_object_mut()?;
    entries.insert("apiVersion".to_owned(), version.into());
    entries.insert("kind".to_owned(), kind.into());
    Some(object)
}

/// Returns an object of a kind that is not recorded, made from one of a kind that is like it.
fn like(object: &Value) -> Option<Value> {
    let spec = &object["spec"];
    let made = |version: &str, kind: &str| json!({"apiVersion": version, "kind": kind, "metadata": object["metadata"]});
    let (mut made, name, value) = match object["kind"].as_str()? {
        "DaemonSet" => (made("v1", "PodTemplate"), "template", spec["template"].clone()),
        "ReplicaSet" => {
            let mut spec = spec.clone();
            let labels = spec.pointer("/selector/matchLabels").cloned().unwrap_or_default();
            *spec.get_mut("selector")? = labels;
            (made("v1", "ReplicationController"), "spec", spec)
        }
        "HorizontalPodAutoscaler" if object["apiVersion"] == "autoscaling/v2" => {
            let mut spec = spec.clone();
            spec.as_object_mut()?.retain(|field, _| field != "metrics" && field != "behavior");
            (made("autoscaling/v1", "HorizontalPodAutoscaler"), "spec", spec)
        }
        _ => return None,
    };
    made[name] = value;
    Some(made)
}
