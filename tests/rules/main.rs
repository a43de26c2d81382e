//! The rules, and what else is known of a pod, beside Kubernetes' own code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod advice;
mod any_object;
mod any_pod;
mod by_version;
mod conformance;
mod cron;
mod facts;
mod images;
mod jobs;
mod objects;
mod oracle;
mod pod_security;
mod rule_table;
mod rule_words;
mod stateful_set;
mod timeline;
mod verdict;
mod workloads;
