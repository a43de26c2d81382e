//! No pod or template is built in which a list that server-side apply merges holds a key twice.
//!
//! `tests/oracle/lists/lists.txt` has these lists, as the published schema of Kubernetes marks them. `tests/oracle/lists/lists.sh` writes it anew.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1;
use podwright::pod::{HasMain, Target, WantsMain};
use podwright::prelude::*;
use podwright::rules::{KubeVersion, Violation, ViolationKind, Violations};
use serde_json::{Map, Value, json};

/// A list that server-side apply merges, in one version of Kubernetes.
#[derive(Debug)]
pub(crate) struct MergeList {
    pub(crate) version: KubeVersion,
    /// The path, such as `spec.containers[].ports[]`.
    path: &'static str,
    keys: Vec<Key>,
}

/// A merge key, or the item of a set, which has no name.
#[derive(Debug)]
struct Key {
    name: &'static str,
    is_number: bool,
    default: &'static str,
}

pub(crate) fn lists() -> Vec<MergeList> {
    include_str!("../../oracle/lists/lists.txt").lines().map(MergeList::parse).collect()
}

impl MergeList {
    fn parse(line: &'static str) -> Self {
        let mut words = line.split(' ');
        let version = words.next().unwrap().parse().unwrap();
        let path = words.next().unwrap();
        let keys = words.map(|word| {
            let (name, kind) = word.split_once(':').unwrap();
            let (kind, default) = kind.split_once('=').unwrap_or((kind, ""));
            Key { name, is_number: kind == "numeric", default }
        });
        Self { version, path, keys: keys.collect() }
    }

    /// Returns a pod in which the list has this many items of one key. Nothing else of the pod need be valid.
    pub(crate) fn pod(&self, items: usize) -> Value {
        let item = |_| self.item();
        self.pod_of((0..items).map(item).collect())
    }

    fn pod_of(&self, mut items: Vec<Value>) -> Value {
        if self.path == "spec.volumes[]" && items.len() > 1 {
            // Two equal volumes are one to the builder.
            items[1]["emptyDir"] = json!({});
        }
        let mut pod = json!({
            "metadata": { "name": "web" },
            "spec": { "containers": [{ "name": "web", "image": "nginx:1.27" }] },
        });
        let mut at = &mut pod;
        let (list, steps) = {
            let mut steps: Vec<_> = self.path.split('.').collect();
            (steps.pop().unwrap().strip_suffix("[]").unwrap(), steps)
        };
        let mut path = String::new();
        for step in steps {
            path.push_str(step);
            at = match step.strip_suffix("[]") {
                None => &mut at[step],
                Some(step) => {
                    if at[step].is_null() {
                        // An item has the keys of its list, and no field that the schema lacks.
                        let list =
                            lists().into_iter().find(|it| it.version == self.version && it.path == path);
                        at[step] = json!([list.map_or_else(|| json!({}), |list| list.item())]);
                    }
                    &mut at[step][0]
                }
            };
            path.push('.');
        }
        at[list] = Value::Array(items);
        pod
    }

    fn item(&self) -> Value {
        let value = |key: &Key| if key.is_number { json!(1) } else { json!("a") };
        match &self.keys[..] {
            [key] if key.name.is_empty() => value(key),
            keys => keys.iter().map(|key| (key.name.to_owned(), value(key))).collect::<Map<_, _>>().into(),
        }
    }

    /// Returns the path of the list in the pod, such as `spec.containers[0].ports`.
    fn field(&self) -> String {
        self.path.strip_suffix("[]").unwrap().replace("[]", "[0]")
    }

    fn is_of_status(&self) -> bool {
        self.path.starts_with("status.")
    }
}

/// Returns a builder with everything that the pod has, by `raw`.
fn rebuilt<T: Target>(builder: PodBuilder<WantsMain, T>, pod: &v1::Pod) -> PodBuilder<HasMain, T> {
    let mut spec = pod.spec.clone().unwrap();
    let container =
        |container: v1::Container| Container::new(name!("x"), image!("x")).raw(|raw| *raw = container);
    let init =
        |container: v1::Container| InitContainer::new(name!("x"), image!("x")).raw(|raw| *raw = container);
    let volume = |volume: v1::Volume| Volume::raw(name!("x"), |raw| *raw = volume);
    let mut containers = std::mem::take(&mut spec.containers).into_iter().map(container);
    let inits = spec.init_containers.take().into_iter().flatten().map(init);
    let volumes = spec.volumes.take().into_iter().flatten().map(volume);
    let builder = inits.fold(builder, PodBuilder::init).main(containers.next().unwrap());
    let builder = volumes.fold(builder.containers(containers), PodBuilder::volume);
    builder.raw(|raw| *raw = spec).raw_metadata(|raw| *raw = pod.metadata.clone())
}

/// The violations of a pod and of the template that is like it, as the builder reports them.
fn violations(pod: &Value, version: KubeVersion) -> [Vec<Violation>; 2] {
    let pod: v1::Pod = serde_json::from_value(pod.clone()).unwrap();
    let list = |violations: Option<Violations>| violations.into_iter().flatten().collect();
    [
        list(rebuilt(Pod::builder(name!("x")), &pod).build_for(version).err()),
        list(rebuilt(PodTemplate::builder(), &pod).build_for(version).err()),
    ]
}

/// Tells whether the types of the enabled version have all fields of the pod.
fn is_lossless(pod: &Value) -> bool {
    let read: v1::Pod = serde_json::from_value(pod.clone()).unwrap();
    let written = serde_json::to_value(read).unwrap();
    contains(&written, pod)
}

fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, part)| whole.get(key).is_some_and(|whole| contains(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| contains(whole, part))
        }
        _ => whole == part,
    }
}

/// Tells whether `field` is `path` or lies below it.
fn is_below(field: &str, path: &str) -> bool {
    field.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[test]
fn no_list_that_apply_merges_is_built_with_a_key_twice() {
    let mut rules = BTreeSet::new();
    let mut checked = 0;
    for list in lists().iter().filter(|list| !list.is_of_status()) {
        let (once, twice) = (list.pod(1), list.pod(2));
        if !is_lossless(&twice) {
            assert_ne!(list.version, KubeVersion::ENABLED, "{list:?} has no field of its own");
            continue;
        }
        checked += 1;
        let at = list.field();
        for (once, twice) in violations(&once, list.version).iter().zip(violations(&twice, list.version)) {
            // Either the list itself is not allowed there, or a second item breaks a rule that one alone does not break.
            let is_forbidden =
                |found: &&Violation| found.kind() == ViolationKind::Forbidden && is_below(&at, found.field());
            let is_new = |found: &&Violation| {
                let of_first = found.field().replace(&format!("{at}[1]"), &format!("{at}[0]"));
                is_below(found.field(), &at)
                    && !once.iter().any(|once| once.rule() == found.rule() && once.field() == of_first)
            };
            let found = twice.iter().find(is_new).or_else(|| once.iter().find(is_forbidden));
            let found = found.unwrap_or_else(|| panic!("{list:?} may hold a key twice: {twice:#?}"));
            rules.insert(found.rule().to_owned());
        }
    }
    println!("{checked} lists by {} rules: {rules:?}", rules.len());
    assert!(checked >= 24, "{checked} lists");
    // Older types have no exit codes.
    let expected = if KubeVersion::ENABLED < KubeVersion::V1_34 { 7 } else { 8 };
    assert!(rules.iter().filter(|rule| rule.starts_with("apply-")).count() >= expected, "{rules:?}");
}

#[test]
fn a_merge_key_that_the_server_would_set_is_not_empty() {
    let mut checked = 0;
    for list in lists() {
        for key in list.keys.iter().filter(|key| !key.default.is_empty() && !key.is_number) {
            let mut item = list.item();
            item[key.name] = json!("");
            let pod = list.pod_of(vec![item]);
            let field = format!("{}[0].{}", list.field(), key.name);
            for found in violations(&pod, list.version) {
                let is_reported = found.iter().any(|found| {
                    found.field() == field
                        || found.kind() == ViolationKind::Forbidden && is_below(&field, found.field())
                });
                assert!(is_reported, "{field} may be empty: {found:#?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 0);
}

#[test]
fn a_pod_has_no_status() {
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    let pod = Pod::builder(name!("web")).main(web).build().unwrap().into_inner();
    assert_eq!(pod.status, None);
}
