//! The kinds that an application of pods is made of.

mod cluster_role;
mod cluster_role_binding;
mod config_map;
mod cron_job;
mod daemon_set;
mod deployment;
mod horizontal_pod_autoscaler;
mod horizontal_pod_autoscaler_v1;
mod ingress;
mod job;
mod limit_range;
mod namespace;
mod network_policy;
mod persistent_volume_claim;
mod pod_disruption_budget;
mod pod_template;
mod priority_class;
mod replica_set;
mod replication_controller;
mod resource_quota;
mod role;
mod role_binding;
mod secret;
mod service;
mod service_account;
mod stateful_set;
