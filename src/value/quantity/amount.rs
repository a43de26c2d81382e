use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::canonical::{self, Form};
use super::exact::{Exact, Loss, NO_DIGIT, decimal};
use super::hint::{Units, hint};
use crate::ParseError;

/// The largest count of Kubernetes, of any unit.
pub(super) const COUNT_MAX: u64 = i64::MAX.cast_unsigned();

/// A whole number of a unit, and the kind of suffix to write it with. Compares by value.
#[derive(Clone, Copy)]
pub(crate) struct Amount {
    count: u64,
    form: Form,
}

/// The words in the errors about the amounts of a resource.
pub(crate) struct Words {
    pub(crate) units: Units,
    pub(crate) negative: &'static str,
    pub(crate) fraction: &'static str,
    pub(crate) range: &'static str,
}

impl Amount {
    /// Creates an amount from a count that cannot be more than [`COUNT_MAX`].
    #[inline]
    pub(super) const fn of(count: u64, form: Form) -> Self {
        Self { count, form }
    }

    #[inline]
    pub(super) const fn checked(count: Option<u64>, form: Form) -> Option<Self> {
        match count {
            Some(count) if count <= COUNT_MAX => Some(Self { count, form }),
            _ => None,
        }
    }

    /// Parses a quantity that is a whole number of the unit `10^power`.
    #[inline]
    pub(super) fn parse(text: &str, power: i64, words: &Words) -> Result<Self, ParseError> {
        Self::read(text, power, words).map_err(|error| error.with_hint(hint(text, power, words)))
    }

    #[inline]
    pub(super) fn read(text: &str, power: i64, words: &Words) -> Result<Self, ParseError> {
        let reading = Exact::read(text).map_err(|broken| ParseError::new(text, broken))?;
        let rule = match reading.loss {
            _ if reading.exact.is_negative() => words.negative,
            Some(Loss::NoDigit) => NO_DIGIT,
            Some(Loss::Fraction) => words.fraction,
            Some(Loss::Range) => words.range,
            None if !reading.exact.is_multiple_of_power(power) => words.fraction,
            None => match Self::checked(reading.exact.to_count(power), reading.exact.form()) {
                Some(amount) => return Ok(amount),
                None => words.range,
            },
        };
        Err(ParseError::whole(text, rule))
    }

    /// Counts units of a size.
    #[inline]
    pub(super) fn counted(count: i128, size: u64, form: Form, words: &Words) -> Result<Self, ParseError> {
        let amount = count.checked_mul(size.into()).and_then(|count| u64::try_from(count).ok());
        Self::checked(amount, form).ok_or_else(|| {
            ParseError::whole(count.to_string(), if count < 0 { words.negative } else { words.range })
        })
    }

    #[inline]
    pub(super) const fn count(self) -> u64 {
        self.count
    }

    #[inline]
    pub(super) const fn checked_add(self, other: Self) -> Option<Self> {
        Self::checked(self.count.checked_add(other.count), self.form_with(other))
    }

    #[inline]
    pub(super) const fn checked_sub(self, other: Self) -> Option<Self> {
        Self::checked(self.count.checked_sub(other.count), self.form_with(other))
    }

    #[inline]
    pub(super) const fn checked_mul(self, factor: u64) -> Option<Self> {
        Self::checked(self.count.checked_mul(factor), self.form)
    }

    #[inline]
    const fn form_with(self, other: Self) -> Form {
        if self.count == 0 { other.form } else { self.form }
    }

    /// Returns the canonical form of the count times `10^power`.
    #[inline]
    pub(super) fn to_text(self, power: i64) -> String {
        let mut text = String::with_capacity(16);
        // Writing to a string never fails.
        let _ = self.write(&mut text, power);
        text
    }

    /// Writes the canonical form of the count times `10^power`.
    pub(super) fn write(self, f: &mut impl fmt::Write, power: i64) -> fmt::Result {
        if power == 0
            && self.form == Form::Binary
            && let Some(whole) = canonical::in_binary_unit(self.count)
        {
            return canonical::write_whole(f, whole);
        }
        let (buffer, from) = decimal(self.count);
        let end = buffer.iter().rposition(|digit| *digit != 0).map_or(from, |last| last + 1);
        let zeros = i64::try_from(buffer.len() - end).unwrap_or(0);
        canonical::write(f, false, &buffer[from..end], power + zeros, self.form)
    }
}

impl Ord for Amount {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.count.cmp(&other.count)
    }
}

impl PartialOrd for Amount {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Amount {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count
    }
}

impl Eq for Amount {}

impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.count.hash(state);
    }
}

/// Defines the amounts of a resource: a newtype over [`Amount`] in steps of `10^power`.
///
/// The type gets checked arithmetic, `FromStr`, `TryFrom<String>`, `TryFrom<&str>`, `Display`, `Debug`, `Ord`, `Hash`,
/// serde and `From` for `Quantity`.
macro_rules! amount {
    ($(#[$doc:meta])* $Type:ident, $Units:ident in steps of 10^$power:literal, $negative:literal, $fraction:literal, $range:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Type($crate::value::quantity::amount::Amount);

        impl $Type {
            const WORDS: $crate::value::quantity::amount::Words = $crate::value::quantity::amount::Words {
                units: $crate::value::quantity::hint::Units::$Units,
                negative: $negative,
                fraction: $fraction,
                range: $range,
            };

            #[inline]
            fn counted(
                count: i128,
                size: u64,
                form: $crate::value::quantity::canonical::Form,
            ) -> Result<Self, $crate::ParseError> {
                $crate::value::quantity::amount::Amount::counted(count, size, form, &Self::WORDS).map(Self)
            }

            /// Returns whether the amount is zero.
            #[must_use]
            #[inline]
            pub const fn is_zero(self) -> bool {
                self.0.count() == 0
            }

            /// Returns the sum, or `None` if it is out of range.
            ///
            /// The sum has the kind of unit of `self`.
            #[must_use]
            #[inline]
            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(amount) => Some(Self(amount)),
                    None => None,
                }
            }

            /// Returns the difference, or `None` if it is negative.
            ///
            /// The difference has the kind of unit of `self`.
            #[must_use]
            #[inline]
            pub const fn checked_sub(self, other: Self) -> Option<Self> {
                match self.0.checked_sub(other.0) {
                    Some(amount) => Some(Self(amount)),
                    None => None,
                }
            }

            /// Returns the amount times a number, or `None` if the product is out of range.
            #[must_use]
            #[inline]
            pub const fn checked_mul(self, times: u64) -> Option<Self> {
                match self.0.checked_mul(times) {
                    Some(amount) => Some(Self(amount)),
                    None => None,
                }
            }
        }

        impl std::str::FromStr for $Type {
            type Err = $crate::ParseError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::value::quantity::amount::Amount::parse(text, $power, &Self::WORDS).map(Self)
            }
        }

        impl std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.write(f, $power)
            }
        }

        impl From<$Type> for k8s_openapi::apimachinery::pkg::api::resource::Quantity {
            #[inline]
            fn from(amount: $Type) -> Self {
                Self(amount.0.to_text($power))
            }
        }

        $crate::value::quantity::amount::quantity_traits!($Type);
    };
}

/// Implements what follows from `FromStr` and `Display` for a type whose text is a quantity.
macro_rules! quantity_traits {
    ($Type:ident) => {
        impl TryFrom<&str> for $Type {
            type Error = $crate::ParseError;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $Type {
            type Error = $crate::ParseError;

            #[inline]
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::fmt::Debug for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($Type), "({})"), self)
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $Type;

                    #[inline]
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a quantity, as a string or a whole number")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$Type, E> {
                        text.parse().map_err(E::custom)
                    }

                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<$Type, E> {
                        self.visit_str(&number.to_string())
                    }

                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<$Type, E> {
                        self.visit_str(&number.to_string())
                    }
                }

                deserializer.deserialize_any(Visitor)
            }
        }
    };
}

pub(super) use {amount, quantity_traits};
