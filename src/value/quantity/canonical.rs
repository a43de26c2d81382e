use std::borrow::Cow;
use std::fmt;

use super::exact::{Exact, decimal};
use super::scan::{Unit, digits as leading_digits, unit};

/// The kind of unit of a quantity. The canonical text keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `n`, `u`, `m`, nothing, `k`, `M`, `G`, `T`, `P`, `E`.
    Decimal,
    /// `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`.
    Binary,
    /// `e3`, `e6`, `e-3`.
    Exponent,
}

/// The largest quantity with a binary unit that Kubernetes does not cap.
pub(super) const BINARY_MAX: u64 = i64::MAX.cast_unsigned();
/// The largest exponent that Kubernetes reads back as itself, among those that are multiples of three.
const EXPONENT_MAX: i64 = 2_147_483_646;

/// Returns a quantity in the form in which the API server returns it. A text that is no quantity does not change.
///
/// The value stays the same, and the unit becomes the largest one that needs no fraction. The kind of unit stays the same
/// if it can hold the value. A number that is no multiple of 1024 has no binary unit. A number of more than thousands of
/// `E` has an exponent, because Kubernetes itself loses such a unit. The function allocates only if the text changes. It
/// does not change its own results.
pub(crate) fn canonical(text: &str) -> Cow<'_, str> {
    if is_canonical(text) {
        return Cow::Borrowed(text);
    }
    match Exact::parse(text) {
        Ok(exact) => Cow::Owned(exact.to_string()),
        Err(_) => Cow::Borrowed(text),
    }
}

fn is_canonical(text: &str) -> bool {
    if text == "0" {
        return true;
    }
    let (number, suffix) = leading_digits(text.strip_prefix('-').unwrap_or(text).as_bytes());
    if number.is_empty() || number[0] == b'0' {
        return false;
    }
    match unit(suffix) {
        Some(Unit::Decimal(_)) => !number.ends_with(b"000"),
        Some(Unit::Exponent(exponent)) => {
            let shortest = match suffix {
                [b'e', b'-', first, ..] | [b'e', first, ..] => (b'1'..=b'9').contains(first),
                _ => false,
            };
            let kept = exponent % 3 == 0 && (-9..=EXPONENT_MAX).contains(&exponent);
            shortest && kept && !number.ends_with(b"000")
        }
        Some(Unit::Binary(shift)) => {
            let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<u64>().ok());
            number.is_some_and(|number| number % 1024 != 0 && number <= BINARY_MAX >> shift)
        }
        None => false,
    }
}

/// Writes `digits`, each 0 to 9, times ten to the power of `exponent`, which is at least -9.
pub(super) fn write(
    out: &mut impl fmt::Write,
    negative: bool,
    digits: &[u8],
    exponent: i64,
    form: Form,
) -> fmt::Result {
    if digits.is_empty() {
        return out.write_char('0');
    }
    if negative {
        out.write_char('-')?;
    }
    if let Some(whole) = binary(digits, exponent, form) {
        return write_whole(out, whole);
    }
    let power = (exponent - exponent.rem_euclid(3)).min(EXPONENT_MAX);
    write_digits(out, digits)?;
    for _ in power..exponent {
        out.write_char('0')?;
    }
    let unit = match power {
        0 => "",
        _ if form == Form::Exponent => return write!(out, "e{power}"),
        -9 => "n",
        -6 => "u",
        -3 => "m",
        3 => "k",
        6 => "M",
        9 => "G",
        12 => "T",
        15 => "P",
        18 => "E",
        _ => return write!(out, "e{power}"),
    };
    out.write_str(unit)
}

/// Writes digits, each 0 to 9.
fn write_digits(out: &mut impl fmt::Write, digits: &[u8]) -> fmt::Result {
    digits.iter().try_for_each(|digit| out.write_char(char::from(b'0' + digit)))
}

/// Writes a number and its unit.
pub(super) fn write_whole(out: &mut impl fmt::Write, (number, unit): (u64, &str)) -> fmt::Result {
    let (digits, from) = decimal(number);
    write_digits(out, &digits[from..])?;
    out.write_str(unit)
}

/// Returns the number and the unit of a quantity of binary form, if it is a multiple of 1024.
fn binary(digits: &[u8], exponent: i64, form: Form) -> Option<(u64, &'static str)> {
    if form != Form::Binary {
        return None;
    }
    let zeros = u32::try_from(exponent).ok()?;
    number(digits)?
        .checked_mul(10_u64.checked_pow(zeros)?)
        .filter(|bytes| *bytes <= BINARY_MAX)
        .and_then(in_binary_unit)
}

/// Returns a number of bytes in the largest binary unit that needs no fraction, if it is a multiple of 1024.
pub(super) fn in_binary_unit(bytes: u64) -> Option<(u64, &'static str)> {
    let units = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    let steps = if bytes == 0 { 0 } else { (bytes.trailing_zeros() / 10).min(6) };
    let unit = units.get(usize::try_from(steps).ok()?.checked_sub(1)?)?;
    Some((bytes >> (10 * steps), unit))
}

/// Returns the number with these digits, each 0 to 9.
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(*digit)))
}
