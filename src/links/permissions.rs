//! What roles of the set let programs make and change.

use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::set::{Entry, Set};
use super::table::RBAC;
use super::tree::{items, pairs};

/// The resources that programs may make and change. A role that allows everything tells nothing of what its programs do.
#[derive(Debug, Default)]
pub(super) struct Permissions<'a> {
    /// The first role by namespace and resource. A role of the cluster has no namespace.
    made: HashMap<(&'a str, &'a str), usize>,
    changed: HashSet<&'a str>,
    /// The first role by namespace that lets a program change pods, such as their labels.
    labels: HashMap<&'a str, usize>,
}

/// The resources that make pods.
const WORKLOADS: [&str; 5] = ["pods", "deployments", "daemonsets", "statefulsets", "replicasets"];

impl<'a> Permissions<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut permissions = Self::default();
        for (at, entry) in set.entries.iter().enumerate() {
            if !(entry.is(RBAC, "ClusterRole") || entry.is(RBAC, "Role")) || is_for_people(entry) {
                continue;
            }
            for rule in items(&entry.value, "rules") {
                let verbs = items(rule, "verbs");
                let has = |wanted: &[&str]| {
                    verbs.iter().filter_map(Value::as_str).any(|verb| verb == "*" || wanted.contains(&verb))
                };
                let (makes, changes) = (has(&["create"]), has(&["update", "patch"]));
                for resource in items(rule, "resources").iter().filter_map(Value::as_str) {
                    set.step();
                    if makes {
                        permissions.made.entry((set.space(at), resource)).or_insert(at);
                    }
                    if changes {
                        permissions.changed.insert(resource);
                        if resource == "pods" {
                            permissions.labels.entry(set.space(at)).or_insert(at);
                        }
                    }
                }
            }
        }
        permissions
    }

    /// Returns the role that lets a program make objects of a kind in a namespace.
    pub(super) fn maker_of(&self, group: &str, kind: &str, space: &str) -> Option<usize> {
        let resource = match (group, kind) {
            ("", "ConfigMap") => "configmaps",
            ("", "Secret") => "secrets",
            ("", "Service") => "services",
            ("", "ServiceAccount") => "serviceaccounts",
            ("", "PersistentVolumeClaim") => "persistentvolumeclaims",
            _ => return None,
        };
        self.maker(resource, space)
    }

    /// Returns the role that lets a program make pods in a namespace.
    pub(super) fn maker_of_pods(&self, space: &str) -> Option<usize> {
        WORKLOADS.iter().find_map(|resource| self.maker(resource, space))
    }

    fn maker(&self, resource: &str, space: &str) -> Option<usize> {
        self.made.get(&(space, resource)).or_else(|| self.made.get(&("", resource))).copied()
    }

    /// Returns the role that lets a program set labels of pods in a namespace.
    pub(super) fn labeller_of_pods(&self, space: &str) -> Option<usize> {
        self.labels.get(space).or_else(|| self.labels.get("")).copied()
    }

    /// Tells whether a program may change objects of a resource.
    pub(super) fn may_change(&self, resource: &str) -> bool {
        self.changed.contains(resource) || self.changed.contains("*")
    }
}

/// Tells whether a role is part of `admin`, `edit` or `view`, which people have.
fn is_for_people(role: &Entry) -> bool {
    pairs(&role.value, "metadata.labels")
        .any(|(key, _)| key.starts_with("rbac.authorization.k8s.io/aggregate-to-"))
}
