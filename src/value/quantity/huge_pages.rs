use std::fmt;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::Memory;
use super::amount::{Amount, COUNT_MAX};
use super::canonical::Form;
use crate::ParseError;
use crate::value::{IntoNumber, refuse_number};

const SIZE_RULE: &str = "the size of a huge page is a power of two";
const MULTIPLE_RULE: &str = "huge pages are whole: the amount is a multiple of the size of one page";
const NEGATIVE_RULE: &str = "a number of huge pages is not negative";
const RANGE_RULE: &str = "huge pages have at most 2^63-1 bytes in all, in at most 2^32-1 pages";

/// The size of a huge page: a power of two. The nodes of a cluster offer some sizes.
///
/// ```
/// use podwright::{HugePageSize, Memory};
///
/// assert_eq!(HugePageSize::SIZE_2MI.resource_name(), "hugepages-2Mi");
/// assert_eq!(HugePageSize::try_from(Memory::mib(1024)), Ok(HugePageSize::SIZE_1GI));
/// assert_eq!("512Mi".parse(), Ok(HugePageSize::literal(Memory::mib(512))));
/// assert!("3Mi".parse::<HugePageSize>().is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/>
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HugePageSize {
    /// The binary logarithm of the size in bytes, at most 62.
    shift: u8,
}

impl HugePageSize {
    /// 2 MiB.
    pub const SIZE_2MI: Self = Self { shift: 21 };
    /// 1 GiB.
    pub const SIZE_1GI: Self = Self { shift: 30 };

    /// Creates a size for a constant.
    ///
    /// # Panics
    ///
    /// If the size is not a power of two.
    #[must_use]
    #[track_caller]
    pub const fn literal(size: Memory) -> Self {
        match Self::checked(size) {
            Some(size) => size,
            None => refuse_number(size.as_bytes().cast_signed(), SIZE_RULE),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a u64 has fewer than 256 bits")]
    const fn checked(size: Memory) -> Option<Self> {
        match size.as_bytes().checked_ilog2() {
            Some(shift) if size.as_bytes().is_power_of_two() => Some(Self { shift: shift as u8 }),
            _ => None,
        }
    }

    /// Returns the name of the resource: `hugepages-` and the size.
    #[must_use]
    pub fn resource_name(self) -> String {
        format!("hugepages-{self}")
    }

    /// Returns the size of one page in bytes.
    #[must_use]
    pub const fn as_bytes(self) -> u64 {
        1 << self.shift
    }
}

impl TryFrom<Memory> for HugePageSize {
    type Error = ParseError;

    fn try_from(size: Memory) -> Result<Self, ParseError> {
        Self::checked(size).ok_or_else(|| ParseError::whole(size.to_string(), SIZE_RULE))
    }
}

impl std::str::FromStr for HugePageSize {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let size: Memory = text.parse()?;
        Self::checked(size).ok_or_else(|| ParseError::whole(text, SIZE_RULE))
    }
}

impl fmt::Display for HugePageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Amount::of(self.as_bytes(), Form::Binary).write(f, 0)
    }
}

impl fmt::Debug for HugePageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HugePageSize({self})")
    }
}

/// Huge pages of one size: a number of whole pages.
///
/// ```
/// use podwright::{HugePageSize, HugePages, Memory};
///
/// let pages = HugePages::of_2mi(50);
/// assert_eq!(pages.to_string(), "100Mi");
/// assert_eq!(pages.size().resource_name(), "hugepages-2Mi");
/// assert_eq!(HugePages::with_total(HugePageSize::SIZE_2MI, Memory::mib(100)), Ok(pages));
/// assert!(HugePages::with_total(HugePageSize::SIZE_2MI, Memory::mib(99)).is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/>
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[doc(alias = "hugepages-2Mi")]
pub struct HugePages {
    size: HugePageSize,
    pages: u32,
}

impl HugePages {
    /// Creates a number of pages of 2 MiB.
    #[must_use]
    pub const fn of_2mi(pages: u32) -> Self {
        Self { size: HugePageSize::SIZE_2MI, pages }
    }

    /// Creates a number of pages of 1 GiB.
    #[must_use]
    pub const fn of_1gi(pages: u32) -> Self {
        Self { size: HugePageSize::SIZE_1GI, pages }
    }

    /// Creates a number of pages of any size.
    ///
    /// # Errors
    ///
    /// If the number is negative or more than 2^32-1, or if the pages have more than 2^63-1 bytes.
    pub fn new(size: HugePageSize, pages: impl IntoNumber) -> Result<Self, ParseError> {
        let number = pages.into_number();
        let in_range =
            |pages: &u32| matches!(size.as_bytes().checked_mul(u64::from(*pages)), Some(..=COUNT_MAX));
        let pages = u32::try_from(number).ok().filter(in_range);
        let rule = if number < 0 { NEGATIVE_RULE } else { RANGE_RULE };
        pages.map(|pages| Self { size, pages }).ok_or_else(|| ParseError::whole(number.to_string(), rule))
    }

    /// Creates the number of pages that have this size in all.
    ///
    /// # Errors
    ///
    /// If the total is no multiple of the size of one page, or the pages are more than 2^32-1.
    pub fn with_total(size: HugePageSize, total: Memory) -> Result<Self, ParseError> {
        let rule = match u32::try_from(total.as_bytes() / size.as_bytes()) {
            _ if !total.as_bytes().is_multiple_of(size.as_bytes()) => MULTIPLE_RULE,
            Ok(pages) => return Ok(Self { size, pages }),
            Err(_) => RANGE_RULE,
        };
        Err(ParseError::whole(total.to_string(), rule))
    }

    /// Returns the size of one page.
    #[must_use]
    pub const fn size(self) -> HugePageSize {
        self.size
    }

    /// Returns the number of pages.
    #[must_use]
    pub const fn pages(self) -> u32 {
        self.pages
    }

    /// Returns the number of bytes of all pages.
    #[must_use]
    pub const fn as_bytes(self) -> u64 {
        self.size.as_bytes() * self.pages as u64
    }
}

/// Writes the bytes of all pages as a quantity.
impl fmt::Display for HugePages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Amount::of(self.as_bytes(), Form::Binary).write(f, 0)
    }
}

impl fmt::Debug for HugePages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HugePages({} x {})", self.pages, self.size)
    }
}

impl From<HugePages> for Quantity {
    fn from(pages: HugePages) -> Self {
        Self(pages.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_power_of_two() {
        assert!(HugePageSize::try_from(Memory::bytes(0)).is_err());
        assert!(HugePageSize::try_from(Memory::bytes(3)).is_err());
        assert_eq!("16Gi".parse::<HugePageSize>().unwrap().resource_name(), "hugepages-16Gi");
        assert_eq!("2048Ki".parse(), Ok(HugePageSize::SIZE_2MI));
        assert_eq!("2097152".parse(), Ok(HugePageSize::SIZE_2MI));
        assert!("2Mb".parse::<HugePageSize>().is_err());
    }

    #[test]
    fn pages_are_whole_and_in_range() {
        let size: HugePageSize = "4Ei".parse().unwrap();
        assert_eq!(HugePages::new(size, 1).unwrap().to_string(), "4Ei");
        assert_eq!(HugePages::new(size, 2).unwrap_err().rule(), RANGE_RULE);
        assert_eq!(HugePages::new(HugePageSize::SIZE_2MI, -1).unwrap_err().rule(), NEGATIVE_RULE);
        assert_eq!(HugePages::new(HugePageSize::SIZE_2MI, 1_i64 << 32).unwrap_err().rule(), RANGE_RULE);
        assert_eq!(HugePages::new(HugePageSize::SIZE_2MI, 50_i64), Ok(HugePages::of_2mi(50)));
        assert_eq!(HugePages::of_1gi(u32::MAX).as_bytes(), u64::from(u32::MAX) << 30);
        let error = HugePages::with_total(HugePageSize::SIZE_1GI, Memory::mib(512)).unwrap_err();
        assert_eq!((error.text(), error.rule()), ("512Mi", MULTIPLE_RULE));
        let error =
            HugePages::with_total(HugePageSize::literal(Memory::bytes(1)), Memory::gib(8)).unwrap_err();
        assert_eq!(error.rule(), RANGE_RULE);
        assert_eq!(HugePages::of_2mi(0).to_string(), "0");
        assert_eq!(Quantity::from(HugePages::of_2mi(512)).0, "1Gi");
    }
}
