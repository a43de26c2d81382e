use std::fmt;
use std::str::FromStr;

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::ParseError;

/// A number of pods, or a percentage of them. [`percent`] makes percentages.
///
/// ```
/// use podwright::value::{IntOrPercent, percent};
///
/// assert_eq!(IntOrPercent::from(3).to_string(), "3");
/// assert_eq!(percent(25).to_string(), "25%");
/// assert_eq!("25%".parse(), Ok(percent(25)));
/// assert!("25 %".parse::<IntOrPercent>().is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable>
#[doc(alias = "IntOrString")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IntOrPercent {
    number: u32,
    is_percentage: bool,
}

impl IntOrPercent {
    /// Creates a number of pods.
    #[must_use]
    pub const fn number(pods: u32) -> Self {
        Self { number: pods, is_percentage: false }
    }
}

/// Creates a percentage of the pods.
///
/// ```
/// use podwright::workload::RollingUpdate;
/// use podwright::value::percent;
///
/// let update = RollingUpdate::new().max_surge(percent(50)).max_unavailable(0);
/// # let _ = update;
/// ```
#[must_use]
pub const fn percent(percent: u16) -> IntOrPercent {
    IntOrPercent { number: percent as u32, is_percentage: true }
}

/// What says how many pods: a number, or a percentage.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a number of pods nor a percentage",
    label = "write a number, or a percentage: `percent(25)`",
    note = "an integer of another type is converted: `u32::from(n)`"
)]
pub trait IntoIntOrPercent: sealed::Sealed {
    #[doc(hidden)]
    fn into_int_or_percent(self) -> IntOrPercent;
}

impl IntoIntOrPercent for u32 {
    fn into_int_or_percent(self) -> IntOrPercent {
        self.into()
    }
}

impl IntoIntOrPercent for IntOrPercent {
    fn into_int_or_percent(self) -> IntOrPercent {
        self
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for super::IntOrPercent {}
}

impl From<u32> for IntOrPercent {
    fn from(pods: u32) -> Self {
        Self::number(pods)
    }
}

impl From<IntOrPercent> for IntOrString {
    fn from(amount: IntOrPercent) -> Self {
        if amount.is_percentage {
            Self::String(amount.to_string())
        } else {
            Self::Int(i32::try_from(amount.number).unwrap_or(i32::MAX))
        }
    }
}

impl fmt::Display for IntOrPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_percentage { write!(f, "{}%", self.number) } else { fmt::Display::fmt(&self.number, f) }
    }
}

impl FromStr for IntOrPercent {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let digits = text.strip_suffix('%');
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.unwrap_or(text);
        let number = number.parse().ok().filter(|_| is_number(number));
        number.map(|number| Self { number, is_percentage: digits.is_some() }).ok_or_else(|| {
            ParseError::whole(text, "a number such as 3 or a percentage such as 25% is expected")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{IntOrPercent, IntOrString, percent};

    #[test]
    fn a_number_fits_into_its_field() {
        assert_eq!(IntOrString::from(IntOrPercent::number(u32::MAX)), IntOrString::Int(i32::MAX));
        assert_eq!(IntOrString::from(percent(u16::MAX)), IntOrString::String("65535%".to_owned()));
    }

    #[test]
    fn texts_that_are_neither() {
        for text in ["", "%", "-1", "+1", "1.5", "25%%", "99999999999", " 1", "25 %"] {
            assert!(text.parse::<IntOrPercent>().is_err(), "{text}");
        }
        assert_eq!("007%".parse(), Ok(percent(7)));
    }
}
