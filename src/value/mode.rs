use std::fmt;

use super::{IntoNumber, ParseError, refuse_literal, refuse_number};

const RULE: &str = "a file mode is an octal number from 0000 to 0777";
const BITS: &str = "the bits of a file mode are a number from 0 to 511, which is 0o777";

/// The permissions of a file: 0 to 0777, written and read in octal.
///
/// There are three ways to make one, and no other conversion from numbers, because `400` may be meant as digits or as
/// bits:
///
/// - [`mode!`](crate::mode) takes an octal literal.
/// - `parse()` takes octal digits: `"0440"` and `"440"` are the same mode.
/// - [`FileMode::from_bits`] takes the number that Kubernetes' fields hold: `288` is the mode `0440`.
///
/// ```
/// use podwright::{FileMode, mode};
///
/// let mode: FileMode = mode!(0o440);
/// assert_eq!(mode.to_string(), "0440");
/// assert_eq!("0440".parse(), Ok(mode));
/// assert_eq!(FileMode::from_bits(288), Ok(mode));
/// assert!("0888".parse::<FileMode>().is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "defaultMode")]
pub struct FileMode(u16);

impl FileMode {
    /// Creates a mode for a constant.
    ///
    /// ```
    /// use podwright::FileMode;
    ///
    /// const SECRET: FileMode = FileMode::literal(0o400);
    /// assert_eq!(SECRET.to_string(), "0400");
    /// ```
    ///
    /// # Panics
    ///
    /// If the bits are more than `0o777`.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(bits: u16) -> Self {
        match Self::checked(bits as i64) {
            Some(mode) => mode,
            None => refuse_number(bits as i64, "a file mode is at most 511, which is 0o777"),
        }
    }

    /// Creates a mode from a literal and its spelling, which must be octal, for [`mode!`](crate::mode).
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn spelled(text: &str, bits: i64) -> Self {
        match (text.as_bytes(), Self::checked(bits)) {
            ([b'0', b'o', ..], Some(mode)) => mode,
            ([b'0', b'o', ..], None) => refuse_literal(text, "a file mode is at most 0o777"),
            _ => refuse_literal(text, "a file mode is written in octal, such as 0o440"),
        }
    }

    /// Creates a mode from its bits, the number that Kubernetes' fields hold.
    ///
    /// Custom resources hold modes as such numbers too. JSON has no octal numbers: `288` there is the mode `0440`.
    ///
    /// ```
    /// use podwright::{FileMode, field};
    ///
    /// assert_eq!(FileMode::from_bits(0o440)?.to_string(), "0440");
    /// assert_eq!(FileMode::from_bits(288)?.to_string(), "0440");
    ///
    /// let error = field("spec.mode", FileMode::from_bits(644)).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "1 invalid value\n  spec.mode: \"644\": the bits of a file mode are a number from 0 to 511, which is 0o777; \
    ///      644 is 0o1204, write 420 for the mode 0644"
    /// );
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bits are negative or more than `0o777`.
    pub fn from_bits(bits: impl IntoNumber) -> Result<Self, ParseError> {
        let bits = bits.into_number();
        i64::try_from(bits).ok().and_then(Self::checked).ok_or_else(|| not_bits(bits))
    }

    #[inline]
    const fn checked(bits: i64) -> Option<Self> {
        match bits {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the range is checked"
            )]
            0..=0o777 => Some(Self(bits as u16)),
            _ => None,
        }
    }

    /// Returns the permissions as bits.
    #[must_use]
    #[inline]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Returns the permissions as bits, as Kubernetes' fields hold them.
    #[must_use]
    #[inline]
    pub const fn as_i32(self) -> i32 {
        self.0 as i32
    }
}

/// The error of a number that is no mode. It shows the number in octal, and what its digits would be as bits.
#[inline]
fn not_bits(bits: i128) -> ParseError {
    let text = bits.to_string();
    let hint = (bits >= 0).then(|| match text.parse::<FileMode>() {
        Ok(meant) => format!("{bits} is 0o{bits:o}, write {} for the mode {meant}", meant.get()),
        Err(_) => format!("{bits} is 0o{bits:o}"),
    });
    ParseError::whole(text, BITS).with_hint(hint)
}

/// Parses octal digits, with or without `0` or `0o` before them.
impl std::str::FromStr for FileMode {
    type Err = ParseError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let digits = text.strip_prefix("0o").unwrap_or(text);
        let octal = digits.bytes().all(|c| (b'0'..=b'7').contains(&c));
        let bits = i64::from_str_radix(digits, 8).ok().filter(|_| octal);
        bits.and_then(Self::checked).ok_or_else(|| ParseError::whole(text, RULE))
    }
}

impl TryFrom<&str> for FileMode {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for FileMode {
    type Error = ParseError;

    #[inline]
    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl From<FileMode> for i32 {
    #[inline]
    fn from(mode: FileMode) -> i32 {
        mode.as_i32()
    }
}

impl fmt::Display for FileMode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

impl fmt::Debug for FileMode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileMode({self})")
    }
}

/// Writes the octal text, because a number would lose its base.
impl serde::Serialize for FileMode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Parses an octal text.
impl<'de> serde::Deserialize<'de> for FileMode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_read_as_it_is_written() {
        for bits in 0..=0o777_u16 {
            let mode = FileMode::from_bits(bits).unwrap();
            assert_eq!(mode.to_string().parse(), Ok(mode));
            assert_eq!(format!("0o{bits:o}").parse(), Ok(mode));
            assert_eq!(format!("{bits:o}").parse(), Ok(mode));
        }
    }

    #[test]
    fn what_is_no_mode_is_refused() {
        for text in ["", "0o", "-1", "+7", "8", "1000", "01777", "rw-r--r--", "0x1"] {
            assert!(text.parse::<FileMode>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn bits_are_quoted_as_they_were_given_and_explained_in_octal() {
        for (bits, hint) in [
            (7640, "7640 is 0o16730"),
            (512, "512 is 0o1000, write 330 for the mode 0512"),
            (0o1777, "1023 is 0o1777"),
            (-1, ""),
        ] {
            let error = FileMode::from_bits(bits).unwrap_err();
            assert_eq!((error.text(), error.rule(), error.hint()), (&*bits.to_string(), BITS, hint));
        }
        assert_eq!(FileMode::from_bits(u64::MAX).unwrap_err().text(), u64::MAX.to_string());
    }

    #[test]
    fn digits_of_a_text_are_octal() {
        assert_eq!("400".parse(), Ok(FileMode(0o400)));
        assert_eq!("0400".parse(), Ok(FileMode(0o400)));
        assert_eq!(FileMode::from_bits(400), Ok(FileMode(0o620)));
    }
}
