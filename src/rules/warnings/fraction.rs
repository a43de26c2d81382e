use crate::rules::catalog::pod as rule;
use crate::rules::container::resources::Quantities;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::warning::Warnings;
use crate::value::quantity::is_whole;

/// Warns of a fraction of a byte.
pub(crate) fn warn_fraction(
    quantities: Option<&Quantities>,
    name: &str,
    at: &Path<'_>,
    warnings: &mut Warnings,
) {
    let Some(quantity) = quantities.and_then(|quantities| quantities.get(name)) else { return };
    if Amount::parse(&quantity.0).is_ok() && !is_whole(&quantity.0) {
        let message = format!("{:?} is a fraction of a byte; use a whole number", quantity.0);
        warnings.warn(rule::WARN_FRACTION_OF_BYTE, &at.key(name), message);
    }
}
