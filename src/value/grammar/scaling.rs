//! The grammars of autoscalers.

use super::{Grammar, broken, path_segment};

/// Checks the name of a metric.
pub(crate) const fn metric_name(text: &str) -> Grammar {
    if text.is_empty() { broken("the name of a metric must not be empty", 0) } else { path_segment(text) }
}
