//! What all values that are numbers have in common.

use super::ParseError;

/// A value that is made of a whole number: a port, an id, a weight, a time in seconds, or a number of Rust.
///
/// [`field`](crate::field) makes such values of the numbers of a custom resource.
#[diagnostic::on_unimplemented(
    message = "a number does not make a `{Self}`",
    label = "a `{Self}` is asked for here",
    note = "a number makes a port, an id, a weight, a time in seconds or a number of Rust",
    note = "an amount of memory is made by `Memory::try_mib`, a file mode by `FileMode::from_bits`; `field` takes their results"
)]
pub trait FromNumber: sealed::Sealed + Sized {
    #[doc(hidden)]
    fn from_number(number: i128) -> Result<Self, ParseError>;
}

/// A whole number of Rust, of any size and sign.
///
/// Constructors such as [`Memory::try_mib`](crate::Memory::try_mib) take it, so that the numbers of a custom resource
/// need no conversion.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a whole number",
    label = "not a whole number",
    note = "every integer of Rust up to 64 bits is one; a text is parsed: `text.parse()?`"
)]
pub trait IntoNumber: sealed::Sealed {
    #[doc(hidden)]
    fn into_number(self) -> i128;
}

macro_rules! integers {
    ($($Int:ident = $rule:literal)+) => {
        $(
            impl sealed::Sealed for $Int {}

            impl IntoNumber for $Int {
                #[allow(clippy::cast_lossless, reason = "`usize` has no conversion without loss")]
                #[inline]
                fn into_number(self) -> i128 {
                    self as i128
                }
            }

            impl FromNumber for $Int {
                #[inline]
                fn from_number(number: i128) -> Result<Self, ParseError> {
                    Self::try_from(number).map_err(|_| ParseError::whole(number.to_string(), $rule))
                }
            }
        )+
    };
}

integers! {
    u8 = "a number from 0 to 255 is expected"
    u16 = "a number from 0 to 65535 is expected"
    u32 = "a number from 0 to 4294967295 is expected"
    u64 = "a number from 0 to 2^64-1 is expected"
    usize = "a number that is not negative is expected"
    i8 = "a number from -128 to 127 is expected"
    i16 = "a number from -32768 to 32767 is expected"
    i32 = "a number from -2147483648 to 2147483647 is expected"
    i64 = "a number from -2^63 to 2^63-1 is expected"
    isize = "a number from -2^63 to 2^63-1 is expected"
}

pub(in crate::value) mod sealed {
    pub trait Sealed {}
}

/// Defines value types over a range of whole numbers, none above 2^31-1.
///
/// Each gets `literal` (const), `get`, `as_i32`, `as_i64`, `FromStr`, `TryFrom` integers, `FromNumber`, `From` for `i32`
/// and `i64`, `Display`, `Debug`, `Ord`, `Hash` and serde.
macro_rules! number_value {
    ($(#[$doc:meta])* $Type:ident($Int:ty) in $least:literal..=$most:literal, $rule:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Type($Int);

        impl $Type {
            const RULE: &'static str = $rule;

            #[doc = concat!("Creates a `", stringify!($Type), "` from a literal.")]
            ///
            /// In a `const` item the literal is checked at compile time. A number that is known only at run time is
            /// converted by `try_from` or [`field`](crate::field).
            ///
            /// # Panics
            ///
            /// If the number is out of range; the message quotes it.
            #[must_use]
            #[track_caller]
            #[allow(clippy::cast_lossless, reason = "conversions are not const")]
            #[inline]
            pub const fn literal(number: $Int) -> Self {
                Self::of_literal(number as i64)
            }

            /// Creates the value for a macro, which passes a number of any size, so that the message quotes it as it is.
            #[doc(hidden)]
            #[must_use]
            #[track_caller]
            #[inline]
            pub const fn of_literal(number: i64) -> Self {
                match Self::checked(number) {
                    Some(value) => value,
                    None => $crate::value::refuse_number(number, Self::RULE),
                }
            }

            /// Returns the number.
            #[must_use]
            #[inline]
            pub const fn get(self) -> $Int {
                self.0
            }

            /// Returns the number, as the 32 bit fields of Kubernetes hold it.
            #[must_use]
            #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "none is above 2^31-1")]
            #[inline]
            pub const fn as_i32(self) -> i32 {
                self.0 as i32
            }

            /// Returns the number, as the 64 bit fields of Kubernetes hold it.
            #[must_use]
            #[allow(clippy::cast_lossless, reason = "conversions are not const")]
            #[inline]
            pub const fn as_i64(self) -> i64 {
                self.0 as i64
            }

            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
            #[inline]
            const fn checked(number: i64) -> Option<Self> {
                match number {
                    $least..=$most => Some(Self(number as $Int)),
                    _ => None,
                }
            }
        }

        $crate::value::number::number_from!($Type: u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

        impl $crate::value::number::sealed::Sealed for $Type {}

        impl $crate::value::FromNumber for $Type {
            #[inline]
            fn from_number(number: i128) -> Result<Self, $crate::ParseError> {
                let small = i64::try_from(number).ok();
                small.and_then(Self::checked).ok_or_else(|| $crate::ParseError::whole(number.to_string(), Self::RULE))
            }
        }

        impl std::str::FromStr for $Type {
            type Err = $crate::ParseError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let number = $crate::value::number::digits(text);
                number.and_then(Self::checked).ok_or_else(|| $crate::ParseError::whole(text, Self::RULE))
            }
        }

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

        impl From<$Type> for i32 {
            #[inline]
            fn from(value: $Type) -> i32 {
                value.as_i32()
            }
        }

        impl From<$Type> for i64 {
            #[inline]
            fn from(value: $Type) -> i64 {
                value.as_i64()
            }
        }

        impl std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($Type)).field(&self.0).finish()
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i32(self.as_i32())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = <i64 as serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(number).map_err(serde::de::Error::custom)
            }
        }
    };
}

macro_rules! number_from {
    ($Type:ident: $($Int:ty)+) => {
        $(impl TryFrom<$Int> for $Type {
            type Error = $crate::ParseError;

            #[inline]
            fn try_from(number: $Int) -> Result<Self, Self::Error> {
                $crate::value::FromNumber::from_number($crate::value::IntoNumber::into_number(number))
            }
        })+
    };
}

pub(crate) use {number_from, number_value};

/// Reads a text of digits, without a sign and without leading zeros.
#[inline]
pub(crate) fn digits(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}
