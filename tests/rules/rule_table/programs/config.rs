//! Programs of ConfigMaps and Secrets.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
