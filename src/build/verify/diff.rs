use super::hidden;
use crate::lines;

/// Shows the lines that differ and those around them. The values of Secrets are compared and not shown.
pub(super) fn unified(old: &str, new: &str) -> String {
    let shown = [&*hidden::lines(old), &*hidden::lines(new)];
    lines::unified(&lines::of(old), &lines::of(new), shown)
}
