//! Programs of claims.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
