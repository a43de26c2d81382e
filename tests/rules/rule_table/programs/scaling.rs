//! Programs of autoscalers and disruption budgets.

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    Vec::new()
}
