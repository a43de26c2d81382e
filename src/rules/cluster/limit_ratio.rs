//! The largest ratio of limit and request, computed as the API server does.

use crate::value::quantity::in_64_bits;

/// The most whole units whose thousandths the API server counts.
const MILLI_MAX: i64 = i64::MAX / 1000;

/// Tells whether a ratio is more than `max` divided by `min`. The API server divides floating-point numbers.
pub(crate) fn exceeds(ratio: &str, max: &str, min: &str) -> bool {
    let units = |text| in_64_bits(text, 0);
    let (Some(ratio_units), Some(min_units), Some(max_units)) = (units(ratio), units(min), units(max)) else {
        return false;
    };
    if ratio_units < MILLI_MAX && min_units < MILLI_MAX && max_units < MILLI_MAX {
        let milli = |text| in_64_bits(text, -3).unwrap_or(0);
        float(milli(ratio)) / 1000.0 > float(milli(max)) / float(milli(min))
    } else {
        float(ratio_units) > float(max_units) / float(min_units)
    }
}

#[expect(clippy::cast_precision_loss, reason = "the API server loses it too")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::exceeds;

    #[test]
    fn a_ratio_is_compared_with_max_by_min() {
        assert!(!exceeds("2", "2", "1"));
        assert!(!exceeds("1500m", "3", "2"));
        assert!(exceeds("1501m", "3", "2"));
        assert!(exceeds("3", "2Gi", "1Gi"));
        // Nothing is more than a number divided by zero.
        assert!(!exceeds("3", "2", "0"));
        assert!(!exceeds("3", "0", "0"));
        assert!(exceeds("0", "-1", "1"));
        assert!(exceeds("2E", "1E", "1E"));
    }
}
