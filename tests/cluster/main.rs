//! Tests with a live cluster: kube-apiserver, etcd, kube-controller-manager, and a kubelet where the machine allows it.
//!
//! `(cd tests/cluster && cargo test)`; see `support/lib.rs`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod examples;
mod node;
mod operator;
mod strategies;
mod waiting;

use podwright_cluster::Cluster;

/// Returns the cluster of all tests.
fn cluster(left_out: &str) -> Option<&'static Cluster> {
    Cluster::shared(env!("CARGO_TARGET_TMPDIR"), left_out)
}
