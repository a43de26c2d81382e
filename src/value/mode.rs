use std::fmt;

use super::grammar::Broken;
use super::{ParseError, refuse_literal, refuse_number};

const RULE: &str = "a file mode is an octal number from 0000 to 0777";

/// The permissions of a file: 0 to 0777, written and read in octal. Literals are written [`mode!`](crate::mode).
///
/// ```
/// use podwright::{FileMode, mode};
///
/// let mode: FileMode = mode!(0o440);
/// assert_eq!(mode.to_string(), "0440");
/// assert_eq!("0440".parse(), Ok(mode));
/// assert_eq!(mode.as_i32(), 288);
/// assert!("0888".parse::<FileMode>().is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileMode(u16);

impl FileMode {
    /// A mode for a constant, checked where it is evaluated.
    ///
    /// # Panics
    ///
    /// If it is more than `0o777`.
    #[must_use]
    #[track_caller]
    pub const fn literal(bits: u16) -> Self {
        match Self::checked(bits as i64) {
            Some(mode) => mode,
            None => refuse_number(bits as i64, "a file mode is at most 511, which is 0o777"),
        }
    }

    /// What [`mode!`](crate::mode) makes of a literal and its spelling, which has to be octal.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn spelled(text: &str, bits: i64) -> Self {
        match (text.as_bytes(), Self::checked(bits)) {
            ([b'0', b'o', ..], Some(mode)) => mode,
            ([b'0', b'o', ..], None) => refuse_literal(text, "a file mode is at most 0o777"),
            _ => refuse_literal(text, "a file mode is written in octal, such as 0o440"),
        }
    }

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

    /// The permissions as bits.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// The permissions as bits, as Kubernetes' fields hold them.
    #[must_use]
    pub const fn as_i32(self) -> i32 {
        self.0 as i32
    }
}

impl TryFrom<i64> for FileMode {
    type Error = ParseError;

    fn try_from(bits: i64) -> Result<Self, ParseError> {
        Self::checked(bits).ok_or_else(|| {
            let text = if bits < 0 { bits.to_string() } else { format!("0{bits:o}") };
            ParseError::new(text, Broken { rule: RULE, at: 0 })
        })
    }
}

impl TryFrom<i32> for FileMode {
    type Error = ParseError;

    fn try_from(bits: i32) -> Result<Self, ParseError> {
        Self::try_from(i64::from(bits))
    }
}

impl TryFrom<u32> for FileMode {
    type Error = ParseError;

    fn try_from(bits: u32) -> Result<Self, ParseError> {
        Self::try_from(i64::from(bits))
    }
}

impl TryFrom<u16> for FileMode {
    type Error = ParseError;

    fn try_from(bits: u16) -> Result<Self, ParseError> {
        Self::try_from(i64::from(bits))
    }
}

/// Reads octal digits, with or without `0` or `0o` before them.
impl std::str::FromStr for FileMode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let digits = text.strip_prefix("0o").unwrap_or(text);
        let octal = digits.bytes().all(|c| (b'0'..=b'7').contains(&c));
        let bits = i64::from_str_radix(digits, 8).ok().filter(|_| octal);
        bits.and_then(Self::checked).ok_or_else(|| ParseError::new(text, Broken { rule: RULE, at: 0 }))
    }
}

impl TryFrom<&str> for FileMode {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for FileMode {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl From<FileMode> for i32 {
    fn from(mode: FileMode) -> i32 {
        mode.as_i32()
    }
}

impl fmt::Display for FileMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

impl fmt::Debug for FileMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileMode({self})")
    }
}

/// Writes the octal text: a number would lose its base.
impl serde::Serialize for FileMode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads an octal text.
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
            let mode = FileMode::try_from(bits).unwrap();
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
        assert_eq!(FileMode::try_from(0o1777_i32).unwrap_err().text(), "01777");
        assert_eq!(FileMode::try_from(-1_i64).unwrap_err().text(), "-1");
    }
}
