//! Strategies of [`podwright`] pods and their parts, for property tests with [`proptest`].
//!
//! Use them to test code that changes or reads pods. They generate everything that the builder can make, through the builder:
//! all parts of a pod in all their forms, values from the usual to the barely valid, and texts that careless code misreads.
//!
//! The pods and containers of one strategy are consistent: names are distinct, requests are within limits, and each pod
//! passes `build()`. Two parts from two strategies may have the same name.
//!
//! The feature `app` adds strategies of the other kinds that an application of pods is made of: `deployment`, `service`,
//! `config_map`, `service_account` and so on. They give builders too, and each object passes `build()` for the enabled
//! version of Kubernetes.
//!
//! ```
//! use podwright::prelude::*;
//! use podwright_proptest as strategies;
//! use proptest::prelude::{ProptestConfig, prop_assert, proptest};
//!
//! fn with_log_shipper(pod: PodBuilder<HasMain>) -> PodBuilder<HasMain> {
//!     pod.inject(Sidecar::new(name!("injected-by-the-platform"), image!("fluent/fluent-bit:3.1")))
//! }
//!
//! # fn main() {
//! proptest!(ProptestConfig::with_cases(16), |(pod in strategies::pod())| {
//!     let before = pod.clone().build()?;
//!     let after = with_log_shipper(pod).build()?;
//!     let count = |pod: &v1::Pod| pod.spec.iter().flat_map(|spec| spec.init_containers.iter().flatten()).count();
//!     prop_assert!(count(&after) == count(&before) + 1);
//! });
//! # }
//! ```
//!
//! Source: <https://proptest-rs.github.io/proptest/intro.html>

#[cfg(feature = "app")]
mod app;
mod container;
mod env;
mod network;
mod pick;
mod placement;
mod pod;
mod probe;
mod projected;
mod resources;
mod restart;
mod security;
mod text;
mod value;
mod versions;
mod volume;
mod whole;

#[cfg(feature = "app")]
pub use app::{
    app_protocol, autoscale, cidr, claim, cluster_role, cluster_role_binding, config_map, cron_job,
    cron_schedule, custom_verb, daemon_set, deployment, disruption_budget, external_name, hashed_config_map,
    horizontal_pod_autoscaler, host, indexes, ingress, ingress_path, int_or_percent, job, job_template,
    limit_range, limit_ratio, managed_by, metric, metric_name, namespace, network_policy, node_port,
    persistent_volume_claim, policy_port, priority, priority_class, rbac_name, replica_set, resource_path,
    resource_quota, restarting_job, restarting_job_template, role, role_binding, role_resources,
    scaling_rules, secret, secret_type, service, service_account, service_name, service_ports, stateful_set,
    subject, time_zone, url_path, verbs,
};
pub use container::{container, init_container, sidecar};
pub use env::{env_from, vars};
pub use placement::selector;
pub use pod::{pod, pod_before_main, pod_template};
pub use resources::resources;
pub use security::{pod_security_context, security_context};
pub use text::text;
pub use value::{
    annotation_key, annotations, config_key, cpu, dns_subdomain, env_name, extended_resource, file_mode,
    generate_name, group_id, header_name, host_path, huge_pages, image, ip_address, label_key, label_value,
    labels, memory, mount_path, name, port, port_name, port_number, projected_path, seconds, storage,
    sub_path, user_id, weight,
};
pub use volume::{block_volume, volume};

/// Runs the program of the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
