//! What all values that are texts have in common.

/// Defines a value type over a text with a grammar: parsed once, valid ever after.
///
/// The type gets `literal` (const), `as_str`, `FromStr`, `TryFrom<String>`, `TryFrom<&str>`, `Display`, `Debug`,
/// `AsRef<str>`, `Ord`, `Hash` and serde.
macro_rules! text_value {
    ($(#[$doc:meta])* $Type:ident, $grammar:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Type(pub(in crate::value) std::borrow::Cow<'static, str>);

        impl $Type {
            #[doc = concat!("Creates a `", stringify!($Type), "` from a literal.")]
            ///
            /// In a `const` item the literal is checked at compile time. A text that is known only at run time is parsed:
            /// `text.parse()?`.
            ///
            /// # Panics
            ///
            /// If the text breaks the grammar; the message quotes it and says what is wrong.
            #[must_use]
            #[track_caller]
            #[inline]
            pub const fn literal(text: &'static str) -> Self {
                match $grammar(text) {
                    Ok(()) => Self(std::borrow::Cow::Borrowed(text)),
                    Err(broken) => $crate::value::refuse_literal(text, broken.rule),
                }
            }

            /// Returns the text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[allow(dead_code, reason = "not every value is handed on as a text")]
            #[inline]
            pub(crate) fn into_cow(self) -> std::borrow::Cow<'static, str> {
                self.0
            }

            #[allow(dead_code, reason = "not every value is handed on as an owned string")]
            #[inline]
            pub(crate) fn into_string(self) -> String {
                self.0.into_owned()
            }
        }

        $crate::value::text::text_value_traits!($Type, $grammar);
    };
}

macro_rules! text_value_traits {
    ($Type:ident, $grammar:path) => {
        impl std::str::FromStr for $Type {
            type Err = $crate::value::ParseError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl TryFrom<&str> for $Type {
            type Error = $crate::value::ParseError;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                match $grammar(text) {
                    Ok(()) => Ok(Self(std::borrow::Cow::Owned(text.to_owned()))),
                    Err(broken) => Err($crate::value::ParseError::new(text, broken)),
                }
            }
        }

        impl TryFrom<String> for $Type {
            type Error = $crate::value::ParseError;

            #[inline]
            fn try_from(text: String) -> Result<Self, Self::Error> {
                match $grammar(&text) {
                    Ok(()) => Ok(Self(std::borrow::Cow::Owned(text))),
                    Err(broken) => Err($crate::value::ParseError::new(text, broken)),
                }
            }
        }

        impl AsRef<str> for $Type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl From<$Type> for String {
            #[inline]
            fn from(value: $Type) -> String {
                value.0.into_owned()
            }
        }

        impl std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $Type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($Type)).field(&self.as_str()).finish()
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {text_value, text_value_traits};
