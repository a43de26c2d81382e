//! Programs of service accounts, roles and bindings.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
