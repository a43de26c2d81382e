//! Strategies of the kinds that an application of pods is made of.

mod access;
mod claim;
mod cluster;
mod config;
mod ingress;
mod job;
mod limits;
mod metadata;
mod metric;
mod network_policy;
mod scaling;
mod secret;
mod selected;
mod service;
mod service_port;
mod stateful_set;
mod value;
mod workload;

pub use access::{
    cluster_role, cluster_role_binding, custom_verb, rbac_name, resource_path, role, role_binding,
    role_resources, service_account, subject, url_path, verbs,
};
pub use claim::{claim, persistent_volume_claim};
pub use cluster::{namespace, priority_class, resource_quota};
pub use config::{config_map, hashed_config_map};
pub use ingress::{ingress, ingress_path};
pub use job::{cron_job, job, job_template, restarting_job, restarting_job_template};
pub use limits::{limit_range, limit_ratio};
pub use metric::{metric, metric_name};
pub use network_policy::{network_policy, policy_port};
pub use scaling::{autoscale, disruption_budget, horizontal_pod_autoscaler, scaling_rules};
pub use secret::{secret, secret_type};
pub use service::{external_name, service};
pub use service_port::{app_protocol, service_ports};
pub use stateful_set::stateful_set;
pub use value::{
    cidr, cron_schedule, host, indexes, int_or_percent, managed_by, node_port, priority, service_name,
    time_zone,
};
pub use workload::{daemon_set, deployment, replica_set};
