//! The size of all values together.

use crate::rules::catalog::Id;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::violation::{Violation, ViolationKind};

/// The maximum size of all values of an object together, in bytes.
const VALUES_MAX: usize = 1024 * 1024;
/// The number of keys that are listed with their sizes.
const LISTED: usize = 5;

/// Reports values that are too long together, and lists the keys of the longest.
pub(super) fn require_size<'v>(
    findings: &mut Findings,
    id: Id,
    at: &Path<'_>,
    values: impl Iterator<Item = (&'v str, usize)> + Clone,
) {
    let size = values.clone().fold(0_usize, |sum, (_, size)| sum.saturating_add(size));
    if size > VALUES_MAX {
        report(findings, id, at, size, values.collect());
    }
}

#[cold]
fn report(findings: &mut Findings, id: Id, at: &Path<'_>, size: usize, mut values: Vec<(&str, usize)>) {
    values.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let listed: Vec<_> = values.iter().take(LISTED).map(|(key, size)| format!("{key:?} {size}")).collect();
    let more = if values.len() > LISTED { ", .." } else { "" };
    let detail = format!(
        "may not be more than {VALUES_MAX} bytes; the values have {size}: {}{more}",
        listed.join(", ")
    );
    findings.push(Violation::new(id, ViolationKind::TooLong, at, None, detail));
}
