use crate::value::grammar::Broken;

/// The parts of a quantity's text.
pub(super) struct Parts<'a> {
    pub(super) negative: bool,
    /// The digits before the point.
    pub(super) whole: &'a [u8],
    /// The digits after the point.
    pub(super) fraction: &'a [u8],
    pub(super) unit: Unit,
    /// The byte at which the unit begins.
    pub(super) unit_at: usize,
}

/// The factor of a quantity's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A power of ten written as a letter, or nothing.
    Decimal(i64),
    /// A power of ten written with `e` or `E`.
    Exponent(i64),
    /// A power of two: `Ki` to `Ei`.
    Binary(u32),
}

const UNITS: &str = "a quantity ends with a unit (n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei), with an exponent \
                     such as 'e3' or with nothing";

/// Splits a text into its parts: `[+-] digits [. digits] [unit]`. Each group of digits may be empty.
///
/// Sources: <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/> and
/// `k8s.io/apimachinery/pkg/api/resource`.
#[inline]
pub(super) fn scan(text: &str) -> Result<Parts<'_>, Broken> {
    if text.is_empty() {
        return Err(Broken { rule: "a quantity must not be empty", at: 0 });
    }
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', unsigned @ ..] => (true, unsigned),
        [b'+', unsigned @ ..] | unsigned => (false, unsigned),
    };
    let (whole, rest) = digits(unsigned);
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        rest => (&[][..], rest),
    };
    let unit_at = text.len() - rest.len();
    match unit(rest) {
        Some(unit) => Ok(Parts { negative, whole, fraction, unit, unit_at }),
        None => Err(Broken { rule: UNITS, at: unit_at }),
    }
}

/// Splits `bytes` into the digits at its start and the rest.
pub(super) fn digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().position(|c| !c.is_ascii_digit()).unwrap_or(bytes.len()))
}

pub(super) fn unit(text: &[u8]) -> Option<Unit> {
    Some(match text {
        b"n" => Unit::Decimal(-9),
        b"u" => Unit::Decimal(-6),
        b"m" => Unit::Decimal(-3),
        b"" => Unit::Decimal(0),
        b"k" => Unit::Decimal(3),
        b"M" => Unit::Decimal(6),
        b"G" => Unit::Decimal(9),
        b"T" => Unit::Decimal(12),
        b"P" => Unit::Decimal(15),
        b"E" => Unit::Decimal(18),
        b"Ki" => Unit::Binary(10),
        b"Mi" => Unit::Binary(20),
        b"Gi" => Unit::Binary(30),
        b"Ti" => Unit::Binary(40),
        b"Pi" => Unit::Binary(50),
        b"Ei" => Unit::Binary(60),
        [b'e' | b'E', exponent @ ..] => Unit::Exponent(std::str::from_utf8(exponent).ok()?.parse().ok()?),
        _ => return None,
    })
}
