//! One policy while connections are added to it.

use std::collections::BTreeSet;

use k8s_openapi::api::networking::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::ends::SelectedPods;
use super::rules::{Direction, Rule, place_of};
use crate::network::policy::NetworkPolicy;
use crate::rules::network::intent;
use crate::rules::{Findings, Path};

/// What is wrong with a connection. The policy reports it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Problem {
    /// No container of the target declares the port.
    UndeclaredPort { port: v1::NetworkPolicyPort, shown: String, detail: String },
    /// The service has no such port.
    NoServicePort { shown: String, detail: String },
    /// A service without a selector has no addresses.
    NoAddresses { service: String },
    /// Nothing selects the pods.
    NoPods { noun: String },
    /// One end names its namespace, the other does not.
    UnknownNamespace { noun: String, other: String, namespace: String },
}

/// A policy over some pods.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) namespace: Option<String>,
    selector: LabelSelector,
    /// What the pods are known as, the name of the policy first.
    names: BTreeSet<(bool, String, &'static str)>,
    pub(super) ingress: Direction,
    pub(super) egress: Direction,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    pub(super) fn over(namespace: Option<String>, selector: LabelSelector) -> Self {
        Self {
            namespace,
            selector,
            names: BTreeSet::new(),
            ingress: Direction::default(),
            egress: Direction::default(),
            problems: Vec::new(),
        }
    }

    /// Adds what the pods are known as. Of several names that of a workload counts.
    pub(super) fn know_as(&mut self, pods: &SelectedPods) {
        let is_workload = !matches!(pods.kind, "" | "Service");
        self.names.insert((!is_workload, pods.name.clone(), pods.kind));
        if pods.selector.is_none() {
            self.problems.push(Problem::NoPods { noun: pods.noun() });
        }
    }

    /// Returns the name, and the kind of the object that has it.
    pub(super) fn name(&self) -> (&str, &'static str) {
        self.names.first().map_or(("", ""), |(_, name, kind)| (&**name, *kind))
    }

    /// Returns the policy.
    pub(super) fn into_policy(self, name: String) -> NetworkPolicy {
        let (ingress, egress) = (self.ingress.rules(), self.egress.rules());
        let mut own = Findings::new();
        let mut seen: Vec<Problem> = Vec::new();
        for problem in self.problems {
            if !seen.contains(&problem) {
                problem.report(&ingress, &mut own);
                seen.push(problem);
            }
        }
        let from = |rule: Rule| v1::NetworkPolicyIngressRule { from: rule.peers, ports: rule.ports };
        let to = |rule: Rule| v1::NetworkPolicyEgressRule { ports: rule.ports, to: rule.peers };
        let metadata = ObjectMeta {
            name: (!name.is_empty()).then_some(name),
            namespace: self.namespace,
            ..ObjectMeta::default()
        };
        let ingress = self.ingress.is_meant.then(|| ingress.into_iter().map(from).collect());
        let egress = self.egress.is_meant.then(|| egress.into_iter().map(to).collect());
        NetworkPolicy::of(metadata, self.selector, ingress, egress, own)
    }
}

impl Problem {
    fn report(&self, ingress: &[Rule], own: &mut Findings) {
        let spec = Path::of("spec");
        match self {
            Self::UndeclaredPort { port, shown, detail } => {
                let Some((rule, port)) = place_of(ingress, port) else {
                    return intent::undeclared_target(&spec.field("ingress"), shown, detail, own);
                };
                let rule = spec.item("ingress", rule);
                intent::undeclared_target(&rule.item("ports", port).field("port"), shown, detail, own);
            }
            Self::NoServicePort { shown, detail } => intent::no_service_port(shown, detail, own),
            Self::NoAddresses { service } => intent::no_addresses(service, own),
            Self::NoPods { noun } => intent::no_pods(noun, own),
            Self::UnknownNamespace { noun, other, namespace } => {
                intent::unknown_namespace(noun, other, namespace, own);
            }
        }
    }
}
