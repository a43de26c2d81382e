//! Amounts of pods: numbers or percentages.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::rules::catalog::Id;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

/// Reports a number below zero, and a text that is not a percentage.
pub(crate) fn validate(amount: &IntOrString, id: Id, at: &Path<'_>, findings: &mut Findings) {
    match amount {
        IntOrString::Int(number) if *number < 0 => {
            findings.invalid_plain(id, at, number, "must not be negative");
        }
        IntOrString::String(text) if digits_of_percent(text).is_none() => {
            findings.invalid(id, at, text, "must be a number, or a percentage such as 25%");
        }
        _ => {}
    }
}

/// Reports a percentage over 100%.
pub(crate) fn forbid_over_100(amount: &IntOrString, id: Id, at: &Path<'_>, findings: &mut Findings) {
    if let IntOrString::String(text) = amount
        && digits_of_percent(text).is_some_and(|digits| is_over_100(significant(digits)))
    {
        findings.invalid(id, at, text, "must be at most 100%");
    }
}

/// Tells whether the API server reads the amount as zero. A text that is neither a percentage nor a number counts as zero.
pub(crate) fn is_zero(amount: &IntOrString) -> bool {
    match amount {
        IntOrString::Int(number) => *number == 0,
        IntOrString::String(text) => {
            let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
            let digits = digits_of_percent(text).unwrap_or(unsigned);
            !is_digits(digits) || significant(digits).is_empty()
        }
    }
}

/// Returns the digits before the sign of a percentage.
fn digits_of_percent(text: &str) -> Option<&str> {
    text.strip_suffix('%').filter(|digits| is_digits(digits))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the digits without zeros in front.
fn significant(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// Compares a number of any length, without zeros in front, with 100.
fn is_over_100(digits: &str) -> bool {
    digits.len() > 3 || (digits.len() == 3 && digits != "100")
}

#[cfg(test)]
mod tests {
    use super::{IntOrString, digits_of_percent, is_over_100, is_zero, significant};

    #[test]
    fn amounts_are_read_as_go_reads_them() {
        let text = |text: &str| IntOrString::String(text.to_owned());
        for zero in ["0", "0%", "000%", "", "+", "-", "a", "1a", "5 %", "-0", "1_0", "%", "-5%"] {
            assert!(is_zero(&text(zero)), "{zero}");
        }
        for other in ["5", "+5", "-5", "05", "5%", "99999999999999999999", "99999999999999999999%"] {
            assert!(!is_zero(&text(other)), "{other}");
        }
        assert!(is_zero(&IntOrString::Int(0)) && !is_zero(&IntOrString::Int(-1)));
    }

    #[test]
    fn a_percentage_is_compared_at_any_length() {
        let is_over =
            |text: &str| digits_of_percent(text).is_some_and(|digits| is_over_100(significant(digits)));
        for over in ["101%", "200%", "1000%", "00101%", "99999999999999999999%"] {
            assert!(is_over(over), "{over}");
        }
        for within in ["0%", "99%", "100%", "00100%", "101", "101 %"] {
            assert!(!is_over(within), "{within}");
        }
    }
}
