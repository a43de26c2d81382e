//! The rules, and what else is known of a pod, beside Kubernetes' own code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod advice;
mod any_pod;
mod by_version;
mod conformance;
mod facts;
mod oracle;
mod pod_security;
mod rule_table;
mod rule_words;
mod timeline;
mod verdict;
mod workloads;
