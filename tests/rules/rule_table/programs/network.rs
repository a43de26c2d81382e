//! Programs of Services, Ingresses and NetworkPolicies.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
