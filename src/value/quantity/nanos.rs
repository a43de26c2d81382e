use super::scan::{Unit, scan};

/// The power of ten of a nano.
const NANO: i64 = -9;

/// Returns a quantity in nanos, if it is a whole number of them that fits. Nearly every quantity is.
///
/// The function agrees with [`Exact`](super::Exact), and allocates nothing.
pub(crate) fn nanos(text: &str) -> Option<i128> {
    let parts = scan(trimmed(text)).ok()?;
    if parts.whole.is_empty() && parts.fraction.is_empty() {
        return None;
    }
    let number = followed_by(followed_by(0, parts.whole)?, parts.fraction)?;
    let (factor, power) = match parts.unit {
        Unit::Decimal(power) => (1, power),
        Unit::Exponent(power) if (-18..=18).contains(&power) => (1, power),
        Unit::Exponent(_) => return None,
        Unit::Binary(shift) => (1_u64 << shift, 0),
    };
    let places = i64::try_from(parts.fraction.len()).ok()?;
    let power = power - places - NANO;
    let scale = power_of_ten(usize::try_from(power.unsigned_abs()).ok()?)?;
    // The factor has 61 bits at most, so that the product has less than 127.
    let number = i128::from(number) * i128::from(factor);
    let nanos = if power >= 0 {
        number.checked_mul(scale)?
    } else if number % scale == 0 {
        number / scale
    } else {
        return None;
    };
    // Kubernetes caps binary quantities.
    if factor > 1 && nanos > i128::from(i64::MAX) * 1_000_000_000 {
        return None;
    }
    Some(if parts.negative { -nanos } else { nanos })
}

/// Trims the space around a quantity, as the API server does. Control characters stay: JSON escapes them, and the API server
/// trims before it reads escapes.
pub(crate) fn trimmed(text: &str) -> &str {
    let is_solid = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_solid(bytes.first()) && is_solid(bytes.last()) {
        text
    } else {
        text.trim_matches(|c: char| c.is_whitespace() && !c.is_ascii_control())
    }
}

/// Appends digits to a number.
fn followed_by(number: u64, digits: &[u8]) -> Option<u64> {
    digits
        .iter()
        .try_fold(number, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}

const POWERS: [i128; 28] = {
    let mut powers = [1; 28];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

fn power_of_ten(power: usize) -> Option<i128> {
    POWERS.get(power).copied()
}

#[cfg(test)]
mod tests {
    use super::super::Exact;
    use super::nanos;

    #[test]
    fn nanos_agree_with_exact_quantities() {
        let texts = [
            "0",
            "1",
            "-1",
            "+3",
            "100m",
            "0.1",
            "1.5Gi",
            "64Mi",
            "1e3",
            "1E3",
            "12E",
            "1n",
            "0.5u",
            "2k",
            "1Ei",
            "7Ei",
            "9Ei",
            "1e-9",
            "123456789.123456789",
            " 1 ",
        ];
        for text in texts {
            let exact = Exact::parse(text).unwrap();
            if let Some(nanos) = nanos(text) {
                assert_eq!(exact, Exact::parse(&format!("{nanos}n")).unwrap(), "{text}");
            }
        }
        assert_eq!(nanos("1.5"), Some(1_500_000_000));
        assert_eq!(nanos("1.5Ki"), Some(1_536_000_000_000));
        for text in ["", "x", "k", "0.1n", "9Ei", "1e300", &"9".repeat(10_000)] {
            assert_eq!(nanos(text), None, "{text}");
        }
    }
}
