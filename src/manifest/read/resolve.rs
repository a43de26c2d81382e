//! The type of a value without quotes, for the tools that read Kubernetes manifests.

/// A scalar, as kubectl reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer that only fits unsigned.
    Uint(u64),
    Float(f64),
    Text(Box<str>),
}

/// Reads a value without quotes as kubectl does: `no` is false, `0x10` is 16, `1_000` is 1000.
///
/// The words are those of YAML 1.1, in the spellings that Go's reader knows. The numbers are those that Go's `strconv` reads:
/// `010` and `0o10` are eight, `08` is the float eight. Dates and times of day are texts.
pub(crate) fn resolve(plain: &str) -> Scalar {
    let text = || Scalar::Text(plain.into());
    match plain.as_bytes() {
        [] | [b'~'] => Scalar::Null,
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => number(plain).unwrap_or_else(text),
        [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O', ..] => {
            word(plain).unwrap_or_else(text)
        }
        _ => text(),
    }
}

fn word(plain: &str) -> Option<Scalar> {
    Some(match plain {
        "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Scalar::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Scalar::Bool(false)
        }
        _ => return None,
    })
}

fn number(plain: &str) -> Option<Scalar> {
    match plain {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(Scalar::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => return Some(Scalar::Float(f64::NEG_INFINITY)),
        ".nan" | ".NaN" | ".NAN" => return Some(Scalar::Float(f64::NAN)),
        _ => {}
    }
    let without_underscores;
    // After a leading point, an underscore must be between digits. Elsewhere it may be anywhere.
    let is_between = |at: usize| plain[..at].ends_with(digit) && plain[at + 1..].starts_with(digit);
    if plain.starts_with('.') && !plain.match_indices('_').all(|(at, _)| is_between(at)) {
        return None;
    }
    let digits = if plain.contains('_') {
        without_underscores = plain.replace('_', "");
        &without_underscores
    } else {
        plain
    };
    integer(digits).or_else(|| float(digits)).or_else(|| signed_binary(digits))
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn integer(digits: &str) -> Option<Scalar> {
    let (is_negative, magnitude) = match digits.as_bytes().first()? {
        b'-' => (true, &digits[1..]),
        b'+' => (false, &digits[1..]),
        _ => (false, digits),
    };
    let (radix, magnitude) = match magnitude.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &magnitude[2..]),
        [b'0', b'o' | b'O', ..] => (8, &magnitude[2..]),
        [b'0', b'b' | b'B', ..] => (2, &magnitude[2..]),
        [b'0', _, ..] => (8, &magnitude[1..]),
        _ => (10, magnitude),
    };
    if !magnitude.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let value = i128::from(u64::from_str_radix(magnitude, radix).ok()?);
    let value = if is_negative { -value } else { value };
    i64::try_from(value).map(Scalar::Int).or_else(|_| u64::try_from(value).map(Scalar::Uint)).ok()
}

/// Reads `0b+1`, which Go's reader accepts as a number.
fn signed_binary(digits: &str) -> Option<Scalar> {
    i64::from_str_radix(digits.strip_prefix("0b")?, 2).ok().map(Scalar::Int)
}

/// Reads digits with at most one point and an exponent. A number that is too large for a float is a text.
fn float(digits: &str) -> Option<Scalar> {
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_float = all_digits(whole)
        && all_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && all_digits(exponent));
    let value: f64 = is_float.then(|| digits.parse().ok())??;
    value.is_finite().then_some(Scalar::Float(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_kubectl_takes_them_for() {
        for plain in ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"] {
            assert_eq!(resolve(plain), Scalar::Bool(true), "{plain}");
        }
        for plain in ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"] {
            assert_eq!(resolve(plain), Scalar::Bool(false), "{plain}");
        }
        for plain in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(resolve(plain), Scalar::Null, "{plain}");
        }
        for plain in ["yEs", "nULL", "oN", "nope", "truely", "web", "=", "<<", "é", "O", "F"] {
            assert_eq!(resolve(plain), Scalar::Text(plain.into()), "{plain}");
        }
    }

    #[test]
    fn numbers_are_what_go_reads() {
        for (plain, value) in [
            ("0", 0),
            ("8080", 8080),
            ("-1", -1),
            ("+7", 7),
            ("0x1F", 31),
            ("-0x10", -16),
            ("0o17", 15),
            ("017", 15),
            ("0b101", 5),
            ("1_000", 1000),
            ("0b+1", 1),
            ("0b-11", -3),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(resolve(plain), Scalar::Int(value), "{plain}");
        }
        assert_eq!(resolve("18446744073709551615"), Scalar::Uint(u64::MAX));
        for (plain, value) in [
            ("1.5", 1.5),
            (".5", 0.5),
            (".5_1", 0.51),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("-1.5E-3", -0.0015),
            ("08", 8.0),
            ("18446744073709551616", 18_446_744_073_709_551_616.0),
            ("-.inf", f64::NEG_INFINITY),
        ] {
            assert_eq!(resolve(plain), Scalar::Float(value), "{plain}");
        }
        assert!(matches!(resolve(".nan"), Scalar::Float(value) if value.is_nan()));
        for plain in [
            "1.28.0",
            "1:20",
            "2024-01-01",
            "128Mi",
            "0x",
            "0xg",
            "1e",
            "1e999",
            "-",
            "+",
            ".",
            "..",
            "--1",
            "+-1",
            "0b2",
            "0x-1",
            "1 000",
            "-foo",
            "e3",
            ".e3",
            "1e+",
            "127.0.0.1",
        ] {
            assert_eq!(resolve(plain), Scalar::Text(plain.into()), "{plain}");
        }
    }
}
