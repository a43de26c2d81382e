use super::error::WriteError;

#[inline]
pub(crate) fn decimal(out: &mut Vec<u8>, value: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut left = value;
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Returns the shortest decimal form that reads back as the same float. `text` is the `Debug` form of the float.
///
/// YAML 1.1 accepts an exponent only after a point and with a sign: `1e21` becomes `1.0e+21`.
pub(crate) fn float(text: String, is_finite: bool) -> Result<String, WriteError> {
    if !is_finite {
        return Err(WriteError::value(format!("{text} is not a number of JSON")));
    }
    let Some((mantissa, exponent)) = text.split_once('e') else { return Ok(text) };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    Ok(format!("{mantissa}{point}e{sign}{exponent}"))
}
