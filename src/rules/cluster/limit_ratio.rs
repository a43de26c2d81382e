//! The largest ratio of limit and request, computed as the API server does.

use crate::value::quantity::{in_64_bits, is_big};

/// The most whole units whose thousandths the API server counts.
const MILLI_MAX: i64 = i64::MAX / 1000;

/// The amounts of one resource in a limit, as texts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Texts<'a> {
    pub(crate) max: Option<&'a str>,
    pub(crate) min: Option<&'a str>,
    pub(crate) default: Option<&'a str>,
    pub(crate) default_request: Option<&'a str>,
}

impl Texts<'_> {
    /// Tells whether a ratio is more than `max` divided by `min`. The API server divides floating-point numbers.
    #[expect(clippy::float_arithmetic, reason = "the API server divides floating-point numbers")]
    pub(crate) fn is_exceeded_by(self, ratio: &str) -> bool {
        let (Some(max), Some(min)) = (self.max, self.min) else { return false };
        let (max_is_big, min_is_big) = self.are_big();
        let count = |to| {
            let ratio = in_64_bits(ratio, to, is_big(ratio))?;
            Some((ratio, in_64_bits(max, to, max_is_big)?, in_64_bits(min, to, min_is_big)?))
        };
        let (Some((ratio, max, min)), Some(milli)) = (count(0), count(-3)) else { return false };
        if ratio < MILLI_MAX && min < MILLI_MAX && max < MILLI_MAX {
            let (ratio, max, min) = milli;
            float(ratio) / 1000.0 > float(max) / float(min)
        } else {
            float(ratio) > float(max) / float(min)
        }
    }

    /// Tells whether the API server holds `max` and `min` in more than 64 bits: those that it has compared with an amount of
    /// more than 64 bits before.
    fn are_big(self) -> (bool, bool) {
        let all = [self.max, self.min, self.default, self.default_request];
        let mut are_big = all.map(|text| text.is_some_and(is_big));
        // The order of the comparisons.
        for (one, other) in [(1, 0), (1, 3), (3, 0), (3, 2), (1, 2), (2, 0)] {
            if all[one].is_some() && all[other].is_some() && (are_big[one] || are_big[other]) {
                (are_big[one], are_big[other]) = (true, true);
            }
        }
        (are_big[0], are_big[1])
    }
}

#[expect(clippy::cast_precision_loss, reason = "the API server loses it too")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn a_ratio_is_compared_with_max_by_min() {
        let exceeds = |ratio, max, min| {
            Texts { max: Some(max), min: Some(min), ..Texts::default() }.is_exceeded_by(ratio)
        };
        assert!(!exceeds("2", "2", "1"));
        assert!(!exceeds("1500m", "3", "2"));
        assert!(exceeds("1501m", "3", "2"));
        assert!(exceeds("3", "2Gi", "1Gi"));
        // Nothing is more than a number divided by zero.
        assert!(!exceeds("3", "2", "0"));
        assert!(!exceeds("3", "0", "0"));
        assert!(exceeds("0", "-1", "1"));
        assert!(exceeds("2E", "1E", "1E"));
        // The low 64 bits of 1e19 are negative, unless the API server reads it as zero.
        assert!(exceeds("5", "9223372036854775807", "1e19"));
        assert!(!exceeds("5", "1", "1e19"));
    }
}
