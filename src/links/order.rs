//! The order in which objects are installed, by what they refer to.

use std::collections::{HashMap, HashSet};

use super::Links;
use super::reference::{ObjectName, Reference, Target};
use crate::kind::install_rank;
use crate::manifest::Object;

impl Links {
    /// Returns the objects in the order in which they are installed: each after those that it refers to.
    ///
    /// A [`Manifest`](crate::manifest::Manifest) orders by kinds. This is the same order, except where an object refers to one of
    /// a kind that comes later, or of its own kind: a `Certificate` comes after its `Issuer`, an autoscaler after the StatefulSet
    /// that it scales, what is owned after its owner. A `Pod` or a `Job` comes after the workloads behind a service that its init
    /// containers have the address of. Such an object moves back just as far as it needs. Objects that do not refer to each other
    /// keep their order.
    ///
    /// Namespaces and definitions of custom resources never move. If objects refer to each other in a circle, they keep the order
    /// of their kinds, and those of one kind start with the first.
    ///
    /// ```
    /// use podwright::links::Links;
    /// use podwright::manifest::{Manifest, Object};
    ///
    /// let object = |kind: &str, spec: serde_json::Value| {
    ///     Object::unvalidated(serde_json::json!({
    ///         "apiVersion": "cert-manager.io/v1", "kind": kind, "metadata": {"name": "web"}, "spec": spec,
    ///     }))
    /// };
    /// let certificate = object("Certificate", serde_json::json!({"secretName": "web-tls", "issuerRef": {"name": "web"}}))?;
    /// let issuer = object("Issuer", serde_json::json!({"selfSigned": {}}))?;
    ///
    /// let manifest = Manifest::of([certificate, issuer])?;
    /// let kinds: Vec<_> = Links::between(&manifest).install_order(&manifest).into_iter().map(Object::kind).collect();
    /// assert_eq!(kinds, ["Issuer", "Certificate"]);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn install_order<'o>(&self, objects: impl IntoIterator<Item = &'o Object>) -> Vec<&'o Object> {
        let objects: Vec<&Object> = objects.into_iter().collect();
        let graph = Graph::of(self, &objects);
        graph.order().into_iter().filter_map(|at| objects.get(at).copied()).collect()
    }
}

/// Who refers to whom. A node is an object, or stands for the pods behind a service.
#[derive(Debug)]
struct Graph {
    ranks: Vec<u8>,
    targets: Vec<Vec<usize>>,
}

impl Graph {
    fn of(links: &Links, objects: &[&Object]) -> Self {
        let names: Vec<ObjectName> = objects.iter().map(|object| ObjectName::from(*object)).collect();
        let mut ranks: Vec<u8> = names.iter().map(|name| install_rank(&name.group, &name.kind)).collect();
        let mut by_name = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            by_name.entry(name).or_insert(at);
        }
        // An object without a namespace is in that of the apply, which the references to it may name.
        let find = |name: &ObjectName| {
            let here = || by_name.get(&ObjectName { namespace: None, ..name.clone() }).copied();
            by_name.get(name).copied().or_else(here)
        };
        let mut targets = vec![Vec::new(); names.len()];
        let mut pods_of = HashMap::new();
        for (at, name) in names.iter().enumerate().filter(|(_, name)| is(name, "", "Service")) {
            let selected = references(links, name).filter(|reference| reference.field() == "spec.selector");
            let behind = selected.flat_map(|reference| match reference.target() {
                Target::Selected { objects, .. } => objects.iter().filter_map(|name| find(name)).collect(),
                _ => Vec::new(),
            });
            let behind: Vec<usize> = behind.collect();
            pods_of.insert(at, targets.len());
            targets.push(behind);
            ranks.push(0);
        }
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !is_first(name)) {
            for reference in references(links, name) {
                let Target::Object(target) = reference.target() else { continue };
                let Some(target) = find(target).filter(|target| *target != at) else { continue };
                targets[at].push(target);
                if waits(name, reference) {
                    targets[at].extend(pods_of.get(&target));
                }
            }
        }
        Self { ranks, targets }
    }

    /// Returns the nodes, each after its targets.
    fn order(mut self) -> Vec<usize> {
        let nodes = self.ranks.len();
        let mut by_kind: Vec<usize> = (0..nodes).collect();
        by_kind.sort_by_key(|at| self.ranks[*at]);

        // In a circle the order of kinds counts.
        let circles = self.circles(&by_kind);
        for (at, targets) in self.targets.iter_mut().enumerate() {
            let (circles, ranks) = (&circles, &self.ranks);
            targets.retain(|target| circles[*target] != circles[at] || ranks[*target] <= ranks[at]);
        }
        let (sorted, back) = self.after_targets(&by_kind, |_, _| true);
        for (at, targets) in self.targets.iter_mut().enumerate() {
            targets.retain(|target| !back.contains(&(at, *target)));
        }

        // An object is of the last rank that it refers to, directly or not.
        let mut ranks = self.ranks.clone();
        for at in sorted {
            let last = self.targets[at].iter().map(|target| ranks[*target]).max();
            ranks[at] = last.map_or(ranks[at], |last| last.max(ranks[at]));
        }
        by_kind.sort_by_key(|at| (ranks[*at], ranks[*at] != self.ranks[*at]));
        self.after_targets(&by_kind, |at, target| ranks[at] == ranks[target]).0
    }

    /// Returns the nodes in the order given, but each after its targets, and the edges that make circles.
    fn after_targets(
        &self,
        nodes: &[usize],
        counts: impl Fn(usize, usize) -> bool,
    ) -> (Vec<usize>, HashSet<(usize, usize)>) {
        let (mut order, mut back) = (Vec::with_capacity(nodes.len()), HashSet::new());
        let mut state = vec![State::New; self.targets.len()];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for root in nodes {
            if state[*root] == State::New {
                state[*root] = State::Open;
                path.push((*root, 0));
            }
            while let Some((at, next)) = path.last_mut() {
                let at = *at;
                let Some(target) = self.targets[at].get(*next).copied() else {
                    state[at] = State::Done;
                    order.push(at);
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[target] {
                    _ if !counts(at, target) => {}
                    State::New => {
                        state[target] = State::Open;
                        path.push((target, 0));
                    }
                    State::Open => {
                        back.insert((at, target));
                    }
                    State::Done => {}
                }
            }
        }
        (order, back)
    }

    /// Returns for each node the number of its circle: nodes that refer to each other, directly or not, have one (Tarjan).
    fn circles(&self, nodes: &[usize]) -> Vec<usize> {
        const NONE: usize = usize::MAX;
        let count = self.targets.len();
        let (mut number, mut lowest, mut circle) = (vec![NONE; count], vec![NONE; count], vec![NONE; count]);
        let (mut seen, mut circles) = (0, 0);
        let (mut open, mut path): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
        for root in nodes {
            if number[*root] == NONE {
                path.push((*root, 0));
            }
            while let Some((at, next)) = path.last_mut() {
                let (at, index) = (*at, *next);
                *next += 1;
                if index == 0 {
                    (number[at], lowest[at]) = (seen, seen);
                    seen += 1;
                    open.push(at);
                }
                match self.targets[at].get(index).copied() {
                    Some(target) if number[target] == NONE => path.push((target, 0)),
                    Some(target) if circle[target] == NONE => lowest[at] = lowest[at].min(number[target]),
                    Some(_) => {}
                    None => {
                        path.pop();
                        if let Some((parent, _)) = path.last() {
                            lowest[*parent] = lowest[*parent].min(lowest[at]);
                        }
                        if lowest[at] == number[at] {
                            while let Some(member) = open.pop() {
                                circle[member] = circles;
                                if member == at {
                                    break;
                                }
                            }
                            circles += 1;
                        }
                    }
                }
            }
        }
        circle
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn references<'l>(links: &'l Links, name: &ObjectName) -> impl Iterator<Item = &'l Reference> {
    let found = links.from.get(name);
    found.into_iter().flatten().filter_map(|at| links.references.get(*at))
}

fn is(name: &ObjectName, group: &str, kind: &str) -> bool {
    *name.group == *group && *name.kind == *kind
}

/// Tells whether an object comes first whatever it refers to.
fn is_first(name: &ObjectName) -> bool {
    is(name, "", "Namespace") || is(name, "apiextensions.k8s.io", "CustomResourceDefinition")
}

/// Tells whether pods that run once wait for a service by its address.
fn waits(name: &ObjectName, reference: &Reference) -> bool {
    (is(name, "", "Pod") || is(name, "batch", "Job")) && reference.field().contains(".initContainers[")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Graph;
    use crate::links::Links;
    use crate::links::tests::object;
    use crate::manifest::{Manifest, Object};
    use crate::random::cases;

    /// Returns the names of the objects in the order of kinds, and in that of the links.
    fn orders(values: &[Value]) -> (Vec<String>, Vec<String>) {
        let manifest = Manifest::of(values.iter().map(object)).unwrap();
        let name = |object: &Object| format!("{} {}", object.kind(), object.name().unwrap_or_default());
        let ordered = Links::between(&manifest).install_order(&manifest);
        (manifest.iter().map(name).collect(), ordered.into_iter().map(name).collect())
    }

    fn core(kind: &str, name: &str, rest: Value) -> Value {
        with("v1", kind, name, rest)
    }

    fn with(version: &str, kind: &str, name: &str, rest: Value) -> Value {
        let mut value = json!({"apiVersion": version, "kind": kind, "metadata": {"name": name}});
        let Value::Object(rest) = rest else { panic!("{rest}") };
        for (key, field) in rest {
            match field {
                Value::Object(field) if key == "metadata" => {
                    value["metadata"].as_object_mut().unwrap().extend(field);
                }
                field => value[key] = field,
            }
        }
        value
    }

    fn workload(kind: &str, name: &str) -> Value {
        let labels = json!({"app": name});
        let spec = json!({"containers": [{"name": "a", "image": "a:1"}]});
        let template = json!({"metadata": {"labels": labels}, "spec": spec});
        with(
            "apps/v1",
            kind,
            name,
            json!({"spec": {"selector": {"matchLabels": labels}, "template": template}}),
        )
    }

    #[test]
    fn what_is_referred_to_comes_first_where_kinds_do_not_say_so() {
        let autoscaler = with(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "db",
            json!({"spec": {"maxReplicas": 2, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "db"}}}),
        );
        let (kinds, links) =
            orders(&[autoscaler, workload("StatefulSet", "db"), workload("Deployment", "web")]);
        assert_eq!(kinds, ["Deployment web", "HorizontalPodAutoscaler db", "StatefulSet db"]);
        assert_eq!(links, ["Deployment web", "StatefulSet db", "HorizontalPodAutoscaler db"]);

        let owner = json!([{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "1"}]);
        let kept = core("ConfigMap", "owned", json!({"metadata": {"ownerReferences": owner}}));
        let (kinds, links) = orders(&[
            kept,
            core("ConfigMap", "other", json!({})),
            workload("Deployment", "web"),
            workload("Deployment", "b"),
        ]);
        assert_eq!(kinds, ["ConfigMap owned", "ConfigMap other", "Deployment web", "Deployment b"]);
        assert_eq!(links, ["ConfigMap other", "Deployment web", "Deployment b", "ConfigMap owned"]);

        let snapshot = with("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "old", json!({}));
        let source = json!({"apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "old"});
        let claim = core("PersistentVolumeClaim", "new", json!({"spec": {"dataSource": source}}));
        let other = core("PersistentVolumeClaim", "other", json!({"spec": {}}));
        let (_, links) = orders(&[claim, other, snapshot]);
        assert_eq!(links, ["PersistentVolumeClaim other", "VolumeSnapshot old", "PersistentVolumeClaim new"]);
    }

    #[test]
    fn a_pod_comes_after_what_it_waits_for() {
        let spec = |list: &str| json!({"spec": {list: [{"name": "a", "image": "a:1", "args": ["--wait=db:5432"]}], "containers": [{"name": "b"}]}});
        let service =
            core("Service", "db", json!({"spec": {"selector": {"app": "db"}, "ports": [{"port": 5432}]}}));
        let set =
            [core("Pod", "check", spec("initContainers")), service.clone(), workload("Deployment", "db")];
        let (kinds, links) = orders(&set);
        assert_eq!(kinds, ["Service db", "Pod check", "Deployment db"]);
        assert_eq!(links, ["Service db", "Deployment db", "Pod check"]);
        // A main container that has the address starts before it connects.
        let set = [
            core("Pod", "web", json!({"spec": {"containers": [{"name": "a", "args": ["db:5432"]}]}})),
            service,
            workload("Deployment", "db"),
        ];
        assert_eq!(orders(&set).1, ["Service db", "Pod web", "Deployment db"]);
    }

    #[test]
    fn custom_resources_come_after_those_they_refer_to() {
        let route = |name: &str, gateway: &str| {
            with(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                name,
                json!({"spec": {"parentRefs": [{"name": gateway}]}}),
            )
        };
        let gateway = |name: &str| {
            with("gateway.networking.k8s.io/v1", "Gateway", name, json!({"spec": {"gatewayClassName": "x"}}))
        };
        let set = [
            route("a", "second"),
            route("b", "first"),
            gateway("first"),
            gateway("second"),
            route("c", "none"),
        ];
        assert_eq!(
            orders(&set).1,
            ["Gateway second", "HTTPRoute a", "Gateway first", "HTTPRoute b", "HTTPRoute c"]
        );
    }

    #[test]
    fn circles_keep_the_order_of_kinds_and_then_of_the_set() {
        let claim_ref = json!({"spec": {"claimRef": {"namespace": "shop", "name": "data"}}});
        let claim = json!({"metadata": {"namespace": "shop"}, "spec": {"volumeName": "disk"}});
        let set = [core("PersistentVolumeClaim", "data", claim), core("PersistentVolume", "disk", claim_ref)];
        assert_eq!(orders(&set).1, ["PersistentVolume disk", "PersistentVolumeClaim data"]);

        let owned = |name: &str, owner: &str| {
            let owner = json!([{"apiVersion": "v1", "kind": "ConfigMap", "name": owner, "uid": "1"}]);
            core("ConfigMap", name, json!({"metadata": {"ownerReferences": owner}}))
        };
        let set = [owned("a", "b"), owned("b", "c"), owned("c", "a"), owned("d", "a")];
        assert_eq!(orders(&set).1, ["ConfigMap c", "ConfigMap b", "ConfigMap a", "ConfigMap d"]);
    }

    #[test]
    fn definitions_and_namespaces_stay_first() {
        let conversion = json!({"spec": {"group": "example.com", "names": {"kind": "Backup"}, "versions": [{"name": "v1"}],
            "conversion": {"strategy": "Webhook", "webhook": {"clientConfig": {"service": {"namespace": "shop", "name": "hook"}}}}}});
        let definition =
            with("apiextensions.k8s.io/v1", "CustomResourceDefinition", "backups.example.com", conversion);
        let hook = core(
            "Service",
            "hook",
            json!({"metadata": {"namespace": "shop"}, "spec": {"ports": [{"port": 443}]}}),
        );
        let backup = with("example.com/v1", "Backup", "nightly", json!({"metadata": {"namespace": "shop"}}));
        let owner =
            json!([{"apiVersion": "example.com/v1", "kind": "Backup", "name": "nightly", "uid": "1"}]);
        let space = core("Namespace", "shop", json!({"metadata": {"ownerReferences": owner}}));
        let (kinds, links) = orders(&[backup, hook, definition, space]);
        assert_eq!(
            kinds,
            [
                "Namespace shop",
                "CustomResourceDefinition backups.example.com",
                "Service hook",
                "Backup nightly"
            ]
        );
        assert_eq!(links, kinds);
    }

    /// Any graph: each node once, each after its targets unless they are in one circle, and the order of kinds where nothing speaks
    /// against it.
    #[test]
    fn any_graph_has_an_order() {
        cases(|random| {
            let nodes = random.below(12) + 1;
            let ranks: Vec<u8> = (0..nodes).map(|_| u8::try_from(random.below(4)).unwrap()).collect();
            let mut targets = vec![Vec::new(); nodes];
            for _ in 0..random.below(2 * nodes) {
                let (from, to) = (random.below(nodes), random.below(nodes));
                if from != to {
                    targets[from].push(to);
                }
            }
            let reaches = |from: usize, to: usize| {
                let (mut seen, mut left) = (vec![false; nodes], targets[from].clone());
                while let Some(at) = left.pop() {
                    if !std::mem::replace(&mut seen[at], true) {
                        left.extend(&targets[at]);
                    }
                }
                seen[to]
            };
            let order = Graph { ranks: ranks.clone(), targets: targets.clone() }.order();
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..nodes));
            let place = |at: usize| order.iter().position(|other| *other == at).unwrap();
            for (from, targets) in targets.iter().enumerate() {
                for to in targets.iter().filter(|to| !reaches(**to, from)) {
                    assert!(place(*to) < place(from), "{from} -> {to}: {order:?}");
                }
            }
            if targets.iter().all(Vec::is_empty) {
                let mut by_kind: Vec<usize> = (0..nodes).collect();
                by_kind.sort_by_key(|at| ranks[*at]);
                assert_eq!(order, by_kind);
            }
        });
    }

    #[test]
    fn a_long_chain_takes_no_stack() {
        let nodes = 200_000;
        let targets = (0..nodes).map(|at| if at + 1 < nodes { vec![at + 1] } else { Vec::new() }).collect();
        let order = Graph { ranks: vec![0; nodes], targets }.order();
        assert!(order.into_iter().eq((0..nodes).rev()));
    }

    #[test]
    fn a_circle_of_many_takes_linear_time() {
        let nodes = 30_000;
        // The last refers to all, so that each of its edges closes a circle.
        let mut targets: Vec<Vec<usize>> = (0..nodes).map(|at| vec![at + 1]).collect();
        targets.push((0..nodes).collect());
        let order = Graph { ranks: vec![0; nodes + 1], targets }.order();
        assert_eq!((order.len(), order[0]), (nodes + 1, nodes));
    }
}
