//! Pods and pod templates: the builder, its stages, and every setting of a pod that is not a container or a volume.
//!
//! # Setters
//!
//! A setter with a singular name adds one, a setter with a plural name extends, and a field of one value is set: the later
//! call holds. Fields that are unset are not written.
//!
//! | setter of [`PodBuilder`] | Kubernetes field | effect |
//! | --- | --- | --- |
//! | **Metadata** | | |
//! | [`label`](PodBuilder::label) | `metadata.labels` | adds one; replaces the value of the same key |
//! | [`labels`](PodBuilder::labels) | `metadata.labels` | extends; replaces the values of the same keys |
//! | [`annotation`](PodBuilder::annotation) | `metadata.annotations` | adds one; replaces the text of the same key |
//! | [`annotations`](PodBuilder::annotations) | `metadata.annotations` | extends; replaces the texts of the same keys |
//! | [`main_as_default_container`](PodBuilder::main_as_default_container) | `metadata.annotations` | adds one, which names the main container |
//! | [`namespace`](PodBuilder::namespace) | `metadata.namespace` | sets |
//! | [`owner`](PodBuilder::owner) | `metadata.ownerReferences` | adds one |
//! | [`owners`](PodBuilder::owners) | `metadata.ownerReferences` | extends |
//! | [`finalizer`](PodBuilder::finalizer) | `metadata.finalizers` | adds one |
//! | [`finalizers`](PodBuilder::finalizers) | `metadata.finalizers` | extends |
//! | [`raw_metadata`](PodBuilder::raw_metadata) | `metadata` | changes by hand |
//! | **Containers and volumes** | | |
//! | [`init`](PodBuilder::init) | `spec.initContainers` | adds one |
//! | [`inits`](PodBuilder::inits) | `spec.initContainers` | extends |
//! | [`sidecar`](PodBuilder::sidecar) | `spec.initContainers` | adds one, which always restarts |
//! | [`sidecars`](PodBuilder::sidecars) | `spec.initContainers` | extends by containers that always restart |
//! | [`inject`](PodBuilder::inject) | `spec.initContainers` | adds one at the end, which always restarts |
//! | [`inject_first`](PodBuilder::inject_first) | `spec.initContainers` | adds one at the start, which always restarts |
//! | [`main`](PodBuilder::main) | `spec.containers` | adds the first |
//! | [`try_containers`](PodBuilder::try_containers) | `spec.containers` | adds the first and those beside it, of which there may be none |
//! | [`container`](PodBuilder::container) | `spec.containers` | adds one |
//! | [`containers`](PodBuilder::containers) | `spec.containers` | extends |
//! | [`each_container`](PodBuilder::each_container) | `spec.initContainers`, `spec.containers` | changes each |
//! | [`each_main`](PodBuilder::each_main) | `spec.containers` | changes each |
//! | [`volume`](PodBuilder::volume) | `spec.volumes` | adds one; a mount adds its volume by itself |
//! | [`volumes`](PodBuilder::volumes) | `spec.volumes` | extends |
//! | [`provide`](PodBuilder::provide) | `spec.volumes` | sets the source of a shared volume |
//! | **Restart, termination and readiness** | | |
//! | [`restart`](PodBuilder::restart) | `spec.restartPolicy` | sets |
//! | [`termination_grace_period`](PodBuilder::termination_grace_period) | `spec.terminationGracePeriodSeconds` | sets |
//! | [`active_deadline`](PodBuilder::active_deadline) | `spec.activeDeadlineSeconds` | sets |
//! | [`readiness_gate`](PodBuilder::readiness_gate) | `spec.readinessGates` | adds one |
//! | [`readiness_gates`](PodBuilder::readiness_gates) | `spec.readinessGates` | extends |
//! | **Identity and rights** | | |
//! | [`service_account`](PodBuilder::service_account) | `spec.serviceAccountName` | sets |
//! | [`service_account_token`](PodBuilder::service_account_token) | `spec.automountServiceAccountToken` | sets to true |
//! | [`no_service_account_token`](PodBuilder::no_service_account_token) | `spec.automountServiceAccountToken` | sets to false |
//! | [`pull_secret`](PodBuilder::pull_secret) | `spec.imagePullSecrets` | adds one |
//! | [`pull_secrets`](PodBuilder::pull_secrets) | `spec.imagePullSecrets` | extends |
//! | [`security_context`](PodBuilder::security_context) | `spec.securityContext` | sets |
//! | [`pod_security`](PodBuilder::pod_security) | none: `build()` holds the level | sets |
//! | [`os`](PodBuilder::os) | `spec.os` | sets |
//! | [`host_network`](PodBuilder::host_network) | `spec.hostNetwork` | sets to true |
//! | [`host_ipc`](PodBuilder::host_ipc) | `spec.hostIPC` | sets to true |
//! | [`pid_namespace`](PodBuilder::pid_namespace) | `spec.hostPID`, `spec.shareProcessNamespace` | sets |
//! | [`user_namespace`](PodBuilder::user_namespace) | `spec.hostUsers` | sets to false |
//! | **Network** | | |
//! | [`dns`](PodBuilder::dns) | `spec.dnsPolicy`, `spec.dnsConfig` | sets |
//! | [`hostname`](PodBuilder::hostname) | `spec.hostname`, `spec.subdomain`, `spec.setHostnameAsFQDN`, `spec.hostnameOverride` | sets |
//! | [`host_alias`](PodBuilder::host_alias) | `spec.hostAliases` | adds one |
//! | [`host_aliases`](PodBuilder::host_aliases) | `spec.hostAliases` | extends |
//! | [`no_service_links`](PodBuilder::no_service_links) | `spec.enableServiceLinks` | sets to false |
//! | **Scheduling** | | |
//! | [`node_selector`](PodBuilder::node_selector) | `spec.nodeSelector` | sets |
//! | [`node_label`](PodBuilder::node_label) | `spec.nodeSelector` | adds one; replaces the value of the same key |
//! | [`node_name`](PodBuilder::node_name) | `spec.nodeName` | sets |
//! | [`affinity`](PodBuilder::affinity) | `spec.affinity.nodeAffinity`, `spec.affinity.podAffinity` | sets the one that is given |
//! | [`anti_affinity`](PodBuilder::anti_affinity) | `spec.affinity.podAntiAffinity` | sets |
//! | [`tolerate`](PodBuilder::tolerate) | `spec.tolerations` | adds one |
//! | [`tolerations`](PodBuilder::tolerations) | `spec.tolerations` | extends |
//! | [`spread`](PodBuilder::spread) | `spec.topologySpreadConstraints` | adds one |
//! | [`spreads`](PodBuilder::spreads) | `spec.topologySpreadConstraints` | extends |
//! | [`priority_class`](PodBuilder::priority_class) | `spec.priorityClassName` | sets |
//! | [`priority_class_and_preemption`](PodBuilder::priority_class_and_preemption) | `spec.priorityClassName`, `spec.preemptionPolicy` | sets |
//! | [`runtime_class`](PodBuilder::runtime_class) | `spec.runtimeClassName` | sets |
//! | [`runtime_class_and_overhead`](PodBuilder::runtime_class_and_overhead) | `spec.runtimeClassName`, `spec.overhead` | sets |
//! | [`scheduler`](PodBuilder::scheduler) | `spec.schedulerName` | sets |
//! | [`scheduling_gate`](PodBuilder::scheduling_gate) | `spec.schedulingGates` | adds one |
//! | [`scheduling_gates`](PodBuilder::scheduling_gates) | `spec.schedulingGates` | extends |
//! | **Resources of the pod as a whole** | | |
//! | [`resources`](PodBuilder::resources) | `spec.resources` | sets |
//! | [`guaranteed`](PodBuilder::guaranteed) | none: `build()` holds the class | sets |
//! | [`resource_claim`](PodBuilder::resource_claim) | `spec.resourceClaims` | adds one |
//! | [`resource_claims`](PodBuilder::resource_claims) | `spec.resourceClaims` | extends |
//! | **All other fields, conditions** | | |
//! | [`raw`](PodBuilder::raw) | `spec` | changes by hand |
//! | [`when`](PodBuilder::when) |  | applies a change if a condition is true |
//! | [`with_some`](PodBuilder::with_some) |  | applies a change if an option has a value |

mod build;
mod builder;
mod identity;
mod metadata;
pub mod network;
pub mod placement;
mod pod_security;
mod scheduling;
mod spec;
pub mod state;
mod target;

#[cfg(feature = "app")]
pub(crate) use self::build::Assembled;
pub use crate::value::words::{Os, PreemptionPolicy, RestartPolicy};
pub use builder::PodBuilder;
pub use identity::{PidNamespace, PodResourceClaim};
pub use state::{BeforeMain, Complete, HasMain, State, WantsMain};
pub use target::{Pod, PodTemplate, Standalone, Target};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn the_table_has_every_setter() {
        let sources = [
            include_str!("builder.rs"),
            include_str!("metadata.rs"),
            include_str!("../object/metadata.rs"),
            include_str!("pod_security.rs"),
            include_str!("scheduling.rs"),
            include_str!("spec.rs"),
        ];
        let methods = sources.iter().flat_map(|source| source.split(" pub fn ").skip(1));
        let setters: BTreeSet<_> = methods
            .map(|method| method.split(['(', '<']).next().unwrap())
            .filter(|name| !name.starts_with("build"))
            .collect();
        let table = include_str!("mod.rs").lines().filter_map(|line| line.strip_prefix("//! | [`"));
        let listed: Vec<_> = table.map(|row| row.split('`').next().unwrap()).collect();
        let distinct: BTreeSet<_> = listed.iter().copied().collect();
        assert_eq!(listed.len(), distinct.len(), "a setter is listed twice");
        let difference: Vec<_> = setters.symmetric_difference(&distinct).collect();
        assert!(difference.is_empty(), "not in the table, or only there: {difference:?}");
    }
}
