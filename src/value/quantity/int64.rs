//! The effects of holding quantities in 64 bits, as Kubernetes does with most of them.

use super::canonical::Form;
use super::scan::{Parts, Unit, scan};
use super::{Exact, nanos, trimmed};

/// The most digits that always fit into 64 bits.
const DIGITS: usize = 18;
/// The most digits of a number with a binary unit, including those of the unit.
const BINARY_DIGITS: u32 = 15;
const NANOS_OF_MILLI: u128 = 1_000_000;

/// Returns whether the API server takes a quantity for a whole number. Its defaulting has rounded it up to milli.
///
/// The API server looks at the low 64 bits of the number of milli. Some whole numbers beyond 9223372036854775 are
/// therefore not whole for it.
pub(crate) fn is_whole(text: &str) -> bool {
    let Ok(parts) = scan(trimmed(text)) else { return false };
    let (bits, is_cut) = match nanos(text) {
        Some(nanos) => {
            let milli = nanos.unsigned_abs().div_ceil(NANOS_OF_MILLI).cast_signed() * nanos.signum();
            (low_bits(milli), i64::try_from(milli).is_err())
        }
        None => match Exact::parse(text).map(|exact| exact.rounded_to_milli()) {
            Ok(exact) if exact.is_integer() => (exact.low_bits(-3), true),
            _ => return false,
        },
    };
    if is_cut && fits(&parts) {
        // A number that is too large becomes zero when it is multiplied digit by digit.
        let zeros = power(&parts).saturating_add(3);
        if !keeps_low_bits(zeros) {
            return true;
        }
    }
    bits % 1000 == 0
}

/// Returns whether the API server takes a quantity, in bytes rounded up, for a whole number of huge pages of a size.
///
/// Beyond 2^63-1 the API server divides the low 64 bits of the number of bytes, or zero.
pub(crate) fn is_whole_pages(text: &str, page: &str) -> bool {
    let (Ok(parts), Ok(value), Ok(page)) = (scan(trimmed(text)), Exact::parse(text), Exact::parse(page))
    else {
        return false;
    };
    if !page.is_integer() {
        return false;
    }
    let bytes = value.rounded_to_units();
    if bytes.to_count(0).is_some_and(|count| i64::try_from(count).is_ok()) {
        return bytes.is_multiple_of(&page);
    }
    let low_bits = if fits(&parts) && !keeps_low_bits(power(&parts)) { 0 } else { bytes.low_bits(0) };
    Exact::from_count(low_bits.unsigned_abs(), 0, Form::Decimal).is_multiple_of(&page)
}

/// Returns the number of units `10^to` in a quantity that is rounded to milli, as the API server counts them in 64 bits.
/// `is_big` says that it holds the quantity in more than 64 bits. The result is `None` for a text that is no quantity.
#[cfg(feature = "app")]
pub(crate) fn in_64_bits(text: &str, to: i64, is_big: bool) -> Option<i64> {
    let parts = scan(trimmed(text)).ok()?;
    let exact = Exact::parse(text).ok()?.rounded_to_milli();
    let rounded = if to == 0 { exact.rounded_to_units() } else { exact };
    let is_in_range = rounded.to_count(to).is_some_and(|count| i64::try_from(count).is_ok());
    let is_zero = !is_in_range && !is_big && !keeps_low_bits(power(&parts).saturating_sub(to));
    Some(if is_zero { 0 } else { rounded.low_bits(to) })
}

/// Returns whether the API server holds a quantity in more than 64 bits.
#[cfg(feature = "app")]
pub(crate) fn is_big(text: &str) -> bool {
    scan(trimmed(text)).is_ok_and(|parts| !fits(&parts))
}

/// Returns whether a number that is multiplied by ten to this power loses the bits beyond 64 only, not all bits.
fn keeps_low_bits(zeros: i64) -> bool {
    matches!(zeros, 0..=3 | 6 | 9)
}

/// Returns whether the API server returns a quantity as it was written, even an unusual text: `+1`, `1.`, `01`.
pub(crate) fn keeps_text(text: &str) -> bool {
    let Ok(parts) = scan(trimmed(text)) else { return false };
    let mut digits = significant(&parts).chain(parts.fraction);
    let last = digits.next_back().unwrap_or(&b'0');
    match parts.unit {
        _ if !fits(&parts) => false,
        // The API server first looks for the factor 8 of 1024.
        Unit::Binary(_) => digits.chain([last]).fold(0_u64, |n, c| n * 10 + u64::from(c - b'0')) & 7 != 0,
        Unit::Decimal(_) | Unit::Exponent(_) => {
            let zeros = [last, digits.next_back().unwrap_or(&b'1'), digits.next_back().unwrap_or(&b'1')];
            let leading = significant(&parts).chain(parts.fraction).next();
            power(&parts) % 3 == 0 && zeros != [&b'0'; 3] && leading.is_some_and(|c| *c != b'0')
        }
    }
}

/// Returns whether Kubernetes parses the number into 64 bits.
fn fits(parts: &Parts<'_>) -> bool {
    let whole = significant(parts).count().max(1);
    match parts.unit {
        Unit::Binary(shift) => {
            let digits = u32::try_from(whole).unwrap_or(u32::MAX);
            parts.fraction.is_empty() && digits.saturating_add(shift * 3 / 10 + 1) <= BINARY_DIGITS
        }
        Unit::Decimal(_) | Unit::Exponent(_) => whole + parts.fraction.len() <= DIGITS && power(parts) >= -9,
    }
}

/// Returns the digits before the point, without leading zeros.
fn significant<'t>(parts: &Parts<'t>) -> impl DoubleEndedIterator<Item = &'t u8> + use<'t> {
    let zeros = parts.whole.iter().take_while(|c| **c == b'0').count();
    parts.whole[zeros..].iter()
}

/// Returns the power of ten of the last digit.
fn power(parts: &Parts<'_>) -> i64 {
    let power = match parts.unit {
        Unit::Binary(_) => 0,
        Unit::Decimal(power) | Unit::Exponent(power) => power,
    };
    power.saturating_sub(i64::try_from(parts.fraction.len()).unwrap_or(i64::MAX))
}

#[expect(clippy::cast_possible_truncation, reason = "the truncation is the point")]
fn low_bits(number: i128) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::{is_whole, is_whole_pages, keeps_text};

    #[test]
    fn whole_pages_are_those_of_64_bits() {
        for whole in ["0", "2Mi", "1Gi", "-2Mi", "2097151.5", "1e19", "-1e19", "1e2147483647"] {
            assert!(is_whole_pages(whole, "2Mi"), "{whole}");
        }
        for broken in ["1", "8Ei", "1G", "10000000000000000000", "x"] {
            assert!(!is_whole_pages(broken, "2Mi"), "{broken}");
        }
        for page in ["0", "-2Mi", "0.5", "x", ""] {
            assert!(!is_whole_pages("2Mi", page), "{page}");
        }
    }

    #[test]
    fn whole_numbers_are_those_of_64_bits() {
        for whole in [
            "0",
            "1",
            "-3",
            "1.0",
            "1000m",
            "1k",
            "1E",
            "9E",
            "1Gi",
            "9223372036854775",
            "1e30",
            "2Ei",
            "1e100",
        ] {
            assert!(is_whole(whole), "{whole}");
        }
        for broken in ["0.5", "1m", "1.5", "1Ei", "123456789012345678", "1234567890123456789012", "x"] {
            assert!(!is_whole(broken), "{broken}");
        }
    }

    #[test]
    fn unusual_texts_are_kept() {
        for kept in ["+1", "1.", "01", "1", "1m", "+9Mi", "1e0"] {
            assert!(keeps_text(kept), "{kept}");
        }
        for changed in ["1.0", "1000m", "1024Ki", "8Mi", "1.5", "1.5Ki", "", "0.001"] {
            assert!(!keeps_text(changed), "{changed}");
        }
    }
}
