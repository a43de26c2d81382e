//! What every value that is a number has in common.

/// Defines value types over a range of whole numbers, none above 2^31-1.
///
/// Each gets `literal` (const), `get`, `as_i32`, `as_i64`, `FromStr`, `TryFrom` integers, `From` for `i32` and `i64`,
/// `Display`, `Debug`, `Ord`, `Hash` and serde.
macro_rules! number_value {
    ($(#[$doc:meta])* $Type:ident($Int:ty) in $least:literal..=$most:literal, $rule:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Type($Int);

        impl $Type {
            const RULE: &'static str = $rule;

            #[doc = concat!("A `", stringify!($Type), "` from a literal, checked where it is evaluated.")]
            ///
            /// # Panics
            ///
            /// If it is out of range; the message quotes it. Numbers that are known only at run time are
            /// converted by `try_from` or `parse` instead.
            #[must_use]
            #[track_caller]
            #[allow(clippy::cast_lossless, reason = "conversions are not const")]
            pub const fn literal(number: $Int) -> Self {
                Self::of_literal(number as i64)
            }

            /// What the macros make of a number, so that one of any size is quoted as it was written.
            #[doc(hidden)]
            #[must_use]
            #[track_caller]
            pub const fn of_literal(number: i64) -> Self {
                match Self::checked(number) {
                    Some(value) => value,
                    None => $crate::value::refuse_number(number, Self::RULE),
                }
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> $Int {
                self.0
            }

            /// The number, as Kubernetes' 32 bit fields hold it.
            #[must_use]
            #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "none is above 2^31-1")]
            pub const fn as_i32(self) -> i32 {
                self.0 as i32
            }

            /// The number, as Kubernetes' 64 bit fields hold it.
            #[must_use]
            #[allow(clippy::cast_lossless, reason = "conversions are not const")]
            pub const fn as_i64(self) -> i64 {
                self.0 as i64
            }

            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
            const fn checked(number: i64) -> Option<Self> {
                match number {
                    $least..=$most => Some(Self(number as $Int)),
                    _ => None,
                }
            }
        }

        $crate::value::number::number_from!($Type: u8 u16 u32 u64 usize i32 i64);

        impl std::str::FromStr for $Type {
            type Err = $crate::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::value::number::digits(text).and_then(Self::checked).ok_or_else(|| {
                    $crate::ParseError::new(text, $crate::value::grammar::Broken { rule: Self::RULE, at: 0 })
                })
            }
        }

        impl TryFrom<&str> for $Type {
            type Error = $crate::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $Type {
            type Error = $crate::ParseError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$Type> for i32 {
            fn from(value: $Type) -> i32 {
                value.as_i32()
            }
        }

        impl From<$Type> for i64 {
            fn from(value: $Type) -> i64 {
                value.as_i64()
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for $Type {
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

            fn try_from(number: $Int) -> Result<Self, Self::Error> {
                i64::try_from(number).ok().and_then(Self::checked).ok_or_else(|| {
                    let broken = $crate::value::grammar::Broken { rule: Self::RULE, at: 0 };
                    $crate::ParseError::new(number.to_string(), broken)
                })
            }
        })+
    };
}

pub(crate) use {number_from, number_value};

/// The number that a text of digits says, without a sign and without leading zeros.
pub(crate) fn digits(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}
