//! Programs of Deployments, StatefulSets, DaemonSets and ReplicaSets.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
