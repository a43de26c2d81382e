//! Quantities, as the rules compare them.

use std::cmp::Ordering;
use std::fmt;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::findings::Findings;
use super::path::Path;
use crate::rules::catalog::Id;
use crate::rules::catalog::pod as rule;
use crate::value::quantity::{Exact, canonical, keeps_text, nanos, trimmed};

const MILLI: i64 = 1_000_000;
const NANOS_OF_MILLI: i128 = 1_000_000;

/// The value of a quantity. Only extreme ones are `Exact`, which allocates.
#[derive(Clone, Debug)]
pub(crate) enum Amount {
    Nanos(i128),
    Exact(Exact),
}

impl Amount {
    /// Parses a quantity. Reports a text that is not one.
    pub(crate) fn read(quantity: &Quantity, at: &Path<'_>, findings: &mut Findings) -> Option<Self> {
        match Self::parse(&quantity.0) {
            Ok(amount) => Some(amount),
            Err(detail) => {
                findings.invalid(rule::QUANTITY_SYNTAX, at, &quantity.0, detail);
                None
            }
        }
    }

    /// Parses a quantity, as the API server does.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        match nanos(text) {
            Some(nanos) => Ok(Self::Nanos(nanos)),
            None => Exact::parse(text).map(Self::Exact).map_err(|broken| broken.rule),
        }
    }

    /// Rounds to thousandths, away from zero, as the API server's defaults do in requests and limits.
    #[inline]
    pub(crate) fn rounded_to_milli(self) -> Self {
        match self {
            // Most amounts are whole thousandths and fit into 64 bits, which are quick to divide.
            Self::Nanos(nanos) if i64::try_from(nanos).is_ok_and(|nanos| nanos % MILLI == 0) => self,
            _ => self.rounded_up_to_milli(),
        }
    }

    #[cold]
    fn rounded_up_to_milli(self) -> Self {
        match self {
            Self::Nanos(nanos) => {
                let up = (nanos.unsigned_abs().div_ceil(NANOS_OF_MILLI.unsigned_abs())).cast_signed();
                Self::Nanos(up * NANOS_OF_MILLI * nanos.signum())
            }
            Self::Exact(exact) => Self::Exact(exact.rounded_to_milli()),
        }
    }

    pub(crate) fn is_negative(&self) -> bool {
        match self {
            Self::Nanos(nanos) => *nanos < 0,
            Self::Exact(exact) => exact.is_negative(),
        }
    }

    pub(crate) fn is_positive(&self) -> bool {
        match self {
            Self::Nanos(nanos) => *nanos > 0,
            Self::Exact(exact) => !exact.is_negative() && !exact.is_zero(),
        }
    }

    /// Returns the sum. It is `None` if it has too many digits to compute.
    pub(crate) fn checked_add(&self, other: &Self) -> Option<Self> {
        if let (Self::Nanos(one), Self::Nanos(other)) = (self, other)
            && let Some(sum) = one.checked_add(*other)
        {
            return Some(Self::Nanos(sum));
        }
        self.to_exact().checked_add(&other.to_exact()).map(Self::Exact)
    }

    fn to_exact(&self) -> Exact {
        match self {
            Self::Nanos(nanos) => Exact::from_nanos(*nanos),
            Self::Exact(exact) => exact.clone(),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_exact().fmt(f)
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Nanos(one), Self::Nanos(other)) => one.cmp(other),
            _ => self.to_exact().cmp(&other.to_exact()),
        }
    }
}

/// Validates the divisor of a reference to a resource: one of `units`, or zero, which stands for the default.
pub(crate) fn validate_divisor(
    divisor: &Quantity,
    units: &[&str],
    at: &Path<'_>,
    detail: &str,
    findings: &mut Findings,
) {
    let Some(amount) = Amount::read(divisor, at, findings) else { return };
    if amount == Amount::Nanos(0) || units.is_empty() {
        return;
    }
    let text = trimmed(&divisor.0);
    let written = if keeps_text(text) { text.into() } else { canonical(text) };
    if !units.contains(&&*written) {
        findings.invalid(rule::RESOURCE_REF_DIVISOR, at, &divisor.0, detail);
    }
}

/// Reports an amount below zero.
pub(crate) fn require_not_negative(
    findings: &mut Findings,
    id: Id,
    at: &Path<'_>,
    quantity: &Quantity,
    amount: &Amount,
) {
    if amount.is_negative() {
        findings.invalid(id, at, &quantity.0, "must not be negative");
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn amounts_are_rounded_away_from_zero() {
        let rounded = |text: &str| Amount::parse(text).map(|amount| amount.rounded_to_milli().to_string());
        for (text, milli) in [
            ("1n", "1m"),
            ("-1n", "-1m"),
            ("1u", "1m"),
            ("1001u", "2m"),
            ("-1001u", "-2m"),
            ("1500m", "1500m"),
            ("0", "0"),
            ("3", "3"),
            ("1e10", "10G"),
            ("10000000000000000001n", "10000000000001m"),
            ("1e-20", "1e-3"),
        ] {
            assert_eq!(rounded(text).as_deref(), Ok(milli), "{text}");
        }
    }

    #[test]
    fn a_positive_amount_is_neither_zero_nor_less() {
        let is_positive = |text: &str| Amount::parse(text).is_ok_and(|amount| amount.is_positive());
        for text in ["1", "1n", "1e-20", "1e40"] {
            assert!(is_positive(text), "{text}");
        }
        for text in ["0", "-1", "-1n", "-1e-20", "-1e40", "0e40", "0e-40"] {
            assert!(!is_positive(text), "{text}");
        }
    }
}
