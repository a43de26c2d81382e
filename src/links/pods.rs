//! The pods of a set, found by their labels.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use k8s_openapi::serde_json::Value;

use super::known;
use super::near::nearest;
use super::reference::ObjectName;
use super::selector::{Operator, Selector};
use super::set::{Entry, Set};
use super::tree::{CONTAINER_LISTS, get, items, pairs, text, texts};
use crate::kind;

/// A pod, or the pods that a workload makes.
#[derive(Debug)]
pub(super) struct Pods<'a> {
    /// The position of the object.
    pub(super) object: usize,
    pub(super) space: &'a str,
    labels: BTreeMap<&'a str, &'a str>,
    /// The spec and its path. Pods that a custom resource makes have none.
    pub(super) spec: Option<&'a Value>,
    pub(super) at: String,
    is_made: bool,
    /// The ports of the containers that serve: all but init containers that end.
    pub(super) ports: Vec<PodPort<'a>>,
    names: HashSet<(&'a str, &'a str)>,
    numbers: HashSet<(u64, &'a str)>,
    /// The numbers in command lines and variables.
    mentioned: OnceCell<HashSet<&'a str>>,
}

/// Returns the path of the template of a workload.
pub(super) fn template(entry: &Entry) -> Option<&'static str> {
    match (&*entry.name.group, &*entry.name.kind) {
        ("argoproj.io", "Rollout") => Some("spec.template"),
        (group, kind) => kind::find(group, kind)?.template,
    }
}

/// Returns the spec of the pods of an object, with its path.
pub(super) fn pod_spec(entry: &Entry) -> Option<(&Value, String)> {
    let path = match template(entry) {
        Some(template) => format!("{template}.spec"),
        None if entry.is("", "Pod") => "spec".to_owned(),
        None => return None,
    };
    Some((get(&entry.value, &path)?, path))
}

impl<'a> Pods<'a> {
    fn of(set: &Set<'a>, object: usize, entry: &'a Entry) -> Option<Self> {
        let (spec, at) = pod_spec(entry)?;
        if entry.is("", "PodTemplate") {
            return None;
        }
        let template = template(entry);
        let labels = template.map_or("metadata.labels".to_owned(), |path| format!("{path}.metadata.labels"));
        let ports: Vec<PodPort<'a>> = ports(spec).collect();
        Some(
            Self {
                names: ports.iter().map(|port| (port.name, port.protocol)).collect(),
                numbers: ports.iter().map(|port| (port.number, port.protocol)).collect(),
                ports,
                ..Self::labelled(object, set.space(object), pairs(&entry.value, &labels))
            }
            .with_spec(spec, at, template.is_some()),
        )
    }

    /// Creates something that has labels and no spec.
    pub(super) fn labelled(
        object: usize,
        space: &'a str,
        labels: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self {
            object,
            space,
            labels: labels.collect(),
            spec: None,
            at: String::new(),
            is_made: false,
            ports: Vec::new(),
            names: HashSet::new(),
            numbers: HashSet::new(),
            mentioned: OnceCell::new(),
        }
    }

    fn with_spec(mut self, spec: &'a Value, at: String, is_made: bool) -> Self {
        (self.spec, self.at, self.is_made) = (Some(spec), at, is_made);
        self
    }

    /// Creates the pods that a custom resource makes.
    pub(super) fn unknown(object: usize, space: &'a str, labels: &'a [(String, String)]) -> Self {
        let labels = labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        Self { is_made: true, ..Self::labelled(object, space, labels) }
    }

    pub(super) fn label(&self, key: &str) -> Option<&'a str> {
        self.labels.get(key).copied()
    }

    /// Returns the labels, in order.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.labels.iter().map(|(key, value)| (*key, *value))
    }

    /// Tells whether the pods have a label, perhaps one that a controller adds.
    pub(super) fn has_label(&self, key: &str) -> bool {
        self.labels.contains_key(key) || (self.is_made && known::is_added_label(key))
    }

    /// Returns the labels as text, in order: `app=web,tier=a`.
    pub(super) fn labels_text(&self) -> String {
        let labels: Vec<_> = self.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        labels.join(",")
    }

    fn matches(&self, selector: &Selector<'_>, set: &Set<'a>) -> bool {
        let adds = |key: &str| self.is_made && known::is_added_label(key) && !self.labels.contains_key(key);
        let wants = |key: &str, value: &str| {
            self.label(key) == Some(value) || (adds(key) && self.may_be(key, value, set))
        };
        selector.pairs.iter().all(|(key, value)| wants(key, value))
            && selector.expressions.iter().all(|expression| {
                let one = Selector { pairs: Vec::new(), expressions: vec![expression.clone()] };
                adds(expression.key) || one.matches(|key| self.label(key))
            })
    }

    /// Tells whether a controller may add a label with this value.
    fn may_be(&self, key: &str, value: &str, set: &Set<'a>) -> bool {
        let Some(entry) = set.entries.get(self.object) else { return true };
        if key == known::REPLICA_LABEL {
            let number = value.strip_prefix(&*entry.name.name).and_then(|rest| rest.strip_prefix('-'));
            let first = get(&entry.value, "spec.ordinals.start").and_then(Value::as_u64).unwrap_or(0);
            let replicas = get(&entry.value, "spec.replicas").and_then(Value::as_u64);
            return entry.is("apps", "StatefulSet")
                && number.and_then(|number| number.parse::<u64>().ok()).is_some_and(|number| {
                    number >= first && replicas.is_none_or(|replicas| number - first < replicas)
                });
        }
        if ["job-name", "batch.kubernetes.io/job-name"].contains(&key) {
            return entry.is("batch", "CronJob") || (entry.is("batch", "Job") && *entry.name.name == *value);
        }
        true
    }

    /// Tells whether the pods run to their end.
    pub(super) fn ends(&self) -> bool {
        self.spec.and_then(|spec| text(spec, "restartPolicy")).is_some_and(|policy| policy != "Always")
    }

    /// Tells whether a command line or a variable of the pods has a number.
    pub(super) fn mentions(&self, number: &str) -> bool {
        let find = || {
            let lists =
                self.spec.into_iter().flat_map(|spec| CONTAINER_LISTS.iter().map(|list| items(spec, list)));
            let lines = lists.flatten().flat_map(texts);
            let words = lines.flat_map(|line| line.split(|c: char| !c.is_ascii_digit()));
            words.filter(|word| !word.is_empty()).collect()
        };
        self.mentioned.get_or_init(find).contains(number)
    }

    pub(super) fn has_port(&self, name: &str, protocol: &str) -> bool {
        self.names.contains(&(name, protocol))
    }

    pub(super) fn has_number(&self, number: u64, protocol: &str) -> bool {
        self.numbers.contains(&(number, protocol))
    }
}

/// Returns the ports of the containers that serve.
fn ports(spec: &Value) -> impl Iterator<Item = PodPort<'_>> {
    let is_sidecar = |container: &&Value| text(container, "restartPolicy") == Some("Always");
    let serving =
        items(spec, "containers").iter().chain(items(spec, "initContainers").iter().filter(is_sidecar));
    serving.flat_map(|container| items(container, "ports")).map(|port| PodPort {
        name: text(port, "name").unwrap_or_default(),
        number: get(port, "containerPort").and_then(Value::as_u64).unwrap_or(0),
        protocol: text(port, "protocol").unwrap_or("TCP"),
    })
}

/// A port of a container.
#[derive(Clone, Copy, Debug)]
pub(super) struct PodPort<'a> {
    pub(super) name: &'a str,
    pub(super) number: u64,
    pub(super) protocol: &'a str,
}

/// All pods, by their labels.
#[derive(Debug)]
pub(super) struct PodIndex<'a> {
    pub(super) all: Vec<Pods<'a>>,
    by_label: HashMap<(&'a str, &'a str, &'a str), Vec<u32>>,
    by_key: HashMap<(&'a str, &'a str), Vec<u32>>,
    by_space: HashMap<&'a str, Vec<u32>>,
    by_object: HashMap<usize, u32>,
    /// The domains of the keys of labels: `example.com` of `example.com/tier`.
    domains: BTreeSet<&'a str>,
    /// What selectors have selected.
    known: RefCell<HashMap<(&'a str, String), Selected>>,
}

/// What a selector selects.
#[derive(Clone, Debug)]
pub(super) struct Selected {
    /// Positions in [`PodIndex::all`].
    pub(super) pods: Rc<[u32]>,
    /// The objects that make them.
    pub(super) objects: Arc<[Arc<ObjectName>]>,
    /// Whether all pods have been compared.
    pub(super) is_whole: bool,
}

/// Domains of labels that applications have.
const KUBERNETES: [&str; 2] = ["app.kubernetes.io", "kubernetes.io"];

/// Returns the domain of the key of a label.
fn domain(key: &str) -> Option<&str> {
    key.split_once('/').map(|(domain, _)| domain)
}

/// The most labels of a selector, and domains of labels, that are compared with misspelt ones.
const PAIRS: usize = 16;

/// The most pods that one selector is compared with.
const COMPARED: usize = 1000;

impl<'a> PodIndex<'a> {
    pub(super) fn of(set: &Set<'a>, made: impl Iterator<Item = Pods<'a>>) -> Self {
        let own = set.entries.iter().enumerate().filter_map(|(at, entry)| Pods::of(set, at, entry));
        Self::of_labelled(set, own.chain(made))
    }

    /// Indexes what has labels.
    pub(super) fn of_labelled(set: &Set<'a>, all: impl Iterator<Item = Pods<'a>>) -> Self {
        let mut index = Self {
            all: all.collect(),
            by_label: HashMap::new(),
            by_key: HashMap::new(),
            by_space: HashMap::new(),
            by_object: HashMap::new(),
            domains: BTreeSet::new(),
            known: RefCell::default(),
        };
        for (at, pods) in index.all.iter().enumerate() {
            set.step();
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            index.by_space.entry(pods.space).or_default().push(at);
            index.by_object.entry(pods.object).or_insert(at);
            for (key, value) in &pods.labels {
                index.by_label.entry((pods.space, key, value)).or_default().push(at);
                index.by_key.entry((pods.space, key)).or_default().push(at);
                index.domains.extend(domain(key));
            }
        }
        index
    }

    /// Returns the pods of an object.
    pub(super) fn of_object(&self, object: usize) -> Option<&Pods<'a>> {
        self.all.get(*self.by_object.get(&object)? as usize)
    }

    /// Returns the pods of a namespace that a selector selects.
    pub(super) fn select(&self, set: &Set<'a>, space: &'a str, selector: &Selector<'_>) -> Selected {
        let key = (space, selector.text());
        if let Some(selected) = self.known.borrow().get(&key) {
            return selected.clone();
        }
        let candidates = self.candidates(space, selector);
        let compared = candidates.iter().take(COMPARED).filter(|at| {
            set.step();
            self.all.get(**at as usize).is_some_and(|pods| pods.matches(selector, set))
        });
        let pods: Rc<[u32]> = compared.copied().collect();
        let objects =
            pods.iter().filter_map(|at| self.object(*at, set).map(|entry| Arc::clone(entry.name.shared())));
        let selected = Selected { objects: objects.collect(), pods, is_whole: candidates.len() <= COMPARED };
        self.known.borrow_mut().insert(key, selected.clone());
        selected
    }

    /// Tells whether pods of a namespace have some of the labels of a selector, and may be given the others: they have neither
    /// another value for one of these, nor a key that it may be misspelt for.
    pub(super) fn have_partly(&self, set: &Set<'a>, space: &str, selector: &Selector<'_>) -> bool {
        let has_partly = |pods: &Pods<'a>| {
            let has = |(key, value): &(&str, &str)| pods.label(key) == Some(value);
            let may_get = |(key, _): &(&str, &str)| {
                pods.label(key).is_none() && nearest(key, pods.labels.keys()).is_none()
            };
            selector.pairs.iter().any(has) && selector.pairs.iter().all(|pair| has(pair) || may_get(pair))
        };
        let pods = self.by_space.get(space).map_or(&[][..], Vec::as_slice);
        let is_plain = selector.expressions.is_empty() && selector.pairs.len() <= PAIRS;
        let mut compared = pods.iter().take(if is_plain { COMPARED } else { 0 });
        compared.any(|at| {
            set.step();
            self.all.get(*at as usize).is_some_and(has_partly)
        })
    }

    /// Returns the label that a selector probably means instead of one that no pod has, and the object whose pods have it: they
    /// have all other labels of the selector, and this one nearly.
    pub(super) fn near(
        &self,
        set: &Set<'a>,
        space: &str,
        selector: &Selector<'_>,
    ) -> Option<(String, usize)> {
        if selector.pairs.len() > PAIRS {
            return None;
        }
        let pods = self.by_space.get(space).map_or(&[][..], Vec::as_slice);
        pods.iter().take(COMPARED).filter_map(|at| self.all.get(*at as usize)).find_map(|pods| {
            set.step();
            let mut wrong = selector.pairs.iter().filter(|(key, value)| pods.label(key) != Some(value));
            let (Some((key, value)), None) = (wrong.next(), wrong.next()) else { return None };
            let meant = if let Some(other) = pods.label(key) {
                nearest(value, [other]).map(|other| format!("{key}={other}"))
            } else {
                let same = pods.labels.iter().filter(|(_, other)| *other == value).map(|(other, _)| other);
                nearest(key, same.take(PAIRS)).map(|other| format!("{other}={value}"))
            };
            Some((meant?, pods.object))
        })
    }

    /// Tells whether a selector is for pods of a controller that is not in the set. Its labels have a domain of their own, such
    /// as `acme.cert-manager.io`, and no pod of the set has a label of it.
    pub(super) fn is_of_controller(&self, selector: &Selector<'_>) -> bool {
        let expressions = selector.expressions.iter().map(|expression| expression.key);
        let mut domains = selector.pairs.iter().map(|(key, _)| *key).chain(expressions).filter_map(domain);
        domains.any(|domain| {
            let own = KUBERNETES.iter().chain(&self.domains).take(PAIRS);
            let is_kubernetes = domain.ends_with("kubernetes.io") || domain.ends_with("k8s.io");
            !is_kubernetes && !self.domains.contains(domain) && nearest(domain, own).is_none()
        })
    }

    fn object(&self, at: u32, set: &Set<'a>) -> Option<&'a Entry> {
        set.entries.get(self.all.get(at as usize)?.object)
    }

    /// Returns the pods at these positions.
    pub(super) fn at<'s>(&'s self, positions: &'s [u32]) -> impl Iterator<Item = &'s Pods<'a>> {
        positions.iter().filter_map(|at| self.all.get(*at as usize))
    }

    /// Returns the pods that a selector may select: the fewest that one of its labels leaves.
    fn candidates<'s>(&'s self, space: &'s str, selector: &'s Selector<'_>) -> &'s [u32] {
        let is_written = |key: &&str| !known::is_added_label(key);
        let by_pair = selector
            .pairs
            .iter()
            .filter(|(key, _)| is_written(key))
            .map(|(key, value)| self.by_label.get(&(space, *key, *value)).map_or(&[][..], Vec::as_slice));
        let by_expression =
            selector.expressions.iter().filter(|expression| is_written(&expression.key)).filter_map(
                |expression| match (expression.operator, &expression.values[..]) {
                    (Operator::In, [value]) => Some(
                        self.by_label.get(&(space, expression.key, *value)).map_or(&[][..], Vec::as_slice),
                    ),
                    (Operator::In | Operator::Exists, _) => {
                        Some(self.by_key.get(&(space, expression.key)).map_or(&[][..], Vec::as_slice))
                    }
                    _ => None,
                },
            );
        let all = || self.by_space.get(space).map_or(&[][..], Vec::as_slice);
        by_pair.chain(by_expression).min_by_key(|pods| pods.len()).unwrap_or_else(all)
    }
}
