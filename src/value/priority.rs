//! The numbers of priority classes and limit ranges.

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::number::number_value;
use super::quantity::Exact;
use super::text::text_value;

number_value! {
    /// How important the pods of a class are, compared with others: -2147483648 to 1000000000. [`priority!`](crate::priority)
    /// makes it of a literal.
    ///
    /// ```
    /// use podwright::priority;
    /// use podwright::value::Priority;
    ///
    /// assert_eq!(Priority::try_from(1_000_000_000_i64), Ok(priority!(1_000_000_000)));
    /// assert!(Priority::try_from(1_000_000_001_i64).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass>
    Priority(i32) in -2_147_483_648..=1_000_000_000, "a priority is a number from -2147483648 to 1000000000"
}

/// Creates the value of a priority class, checked at compile time; see [`Priority`].
///
/// ```
/// use podwright::priority;
///
/// assert_eq!(priority!(-10).get(), -10);
/// ```
///
/// ```compile_fail
/// podwright::priority!(2_000_000_000);
/// ```
#[macro_export]
macro_rules! priority {
    ($number:expr) => {{
        const __: $crate::value::Priority = $crate::value::Priority::of_literal($number as i64);
        __
    }};
}

text_value! {
    /// How many times larger than its request a limit may be, at least 1: `2`, `1.5`.
    ///
    /// [`limit_ratio!`](crate::limit_ratio) makes one of a literal.
    ///
    /// ```
    /// use podwright::limit_ratio;
    /// use podwright::value::LimitRatio;
    ///
    /// assert_eq!(limit_ratio!("1.5").as_str(), "1.5");
    /// assert!("0.5".parse::<LimitRatio>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/limit-range/>
    #[doc(alias = "maxLimitRequestRatio")]
    LimitRatio, super::grammar::access::limit_ratio
}

impl From<LimitRatio> for Quantity {
    fn from(ratio: LimitRatio) -> Self {
        // A ratio is a decimal number, which is a quantity.
        Self(Exact::parse(ratio.as_str()).map_or_else(|_| ratio.into_string(), |exact| exact.to_string()))
    }
}

/// Creates the ratio of a limit and its request, checked at compile time; see [`LimitRatio`].
///
/// ```
/// use podwright::limit_ratio;
///
/// assert_eq!(limit_ratio!("4").as_str(), "4");
/// ```
#[macro_export]
macro_rules! limit_ratio {
    ($text:expr) => {{
        const __: $crate::value::LimitRatio = $crate::value::LimitRatio::literal($text);
        __
    }};
}

#[cfg(test)]
mod tests {
    use super::{LimitRatio, Priority, Quantity};

    #[test]
    fn a_priority_is_at_most_a_billion() {
        for number in [i64::from(i32::MIN), -1, 0, 1_000_000_000] {
            assert_eq!(Priority::try_from(number).map(Priority::as_i64), Ok(number));
        }
        for number in [i64::from(i32::MIN) - 1, 1_000_000_001, i64::MAX] {
            assert!(Priority::try_from(number).is_err(), "{number}");
        }
    }

    #[test]
    fn a_ratio_is_at_least_one() {
        for (text, quantity) in
            [("1", "1"), ("1.5", "1500m"), ("10", "10"), ("1.001", "1001m"), ("100.0", "100")]
        {
            assert_eq!(
                text.parse::<LimitRatio>().map(|ratio| Quantity::from(ratio).0),
                Ok(quantity.to_owned())
            );
        }
        for text in ["", "0", "0.9", "-1", "01", ".5", "1.", "1.2345", "1e3", "2k", "10000000000"] {
            assert!(text.parse::<LimitRatio>().is_err(), "{text:?}");
        }
    }
}
