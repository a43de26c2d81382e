use std::fmt;

/// Declares an enum, each of whose variants is a word.
///
/// It implements `FromStr`, `Display`, `Debug`, `Clone`, `Copy`, `PartialEq`, `Eq` and `Hash`. Words are compared exactly. Two
/// variants with one word do not compile.
///
/// ```
/// use podwright_env::words;
///
/// words! {
///     /// What is logged.
///     pub enum Level {
///         /// Everything.
///         Debug = "debug",
///         Info = "info",
///     }
/// }
///
/// assert_eq!("info".parse(), Ok(Level::Info));
/// assert_eq!(Level::Debug.to_string(), "debug");
/// assert_eq!("INFO".parse::<Level>().unwrap_err().to_string(), "it is one of \"debug\", \"info\"");
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$attribute:meta])* $vis:vis enum $Type:ident { $($(#[$of_variant:meta])* $Variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $Type {
            $($(#[$of_variant])* $Variant,)+
        }

        const _: () = $crate::private::check_words(&[$($word),+]);

        impl $Type {
            /// The words, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// Returns the word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $word,)+
                }
            }
        }

        impl ::core::str::FromStr for $Type {
            type Err = $crate::WordError;

            #[allow(unreachable_patterns, reason = "two variants with one word are an error of their own")]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::WordError> {
                match text {
                    $($word => ::core::result::Result::Ok(Self::$Variant),)+
                    _ => ::core::result::Result::Err($crate::WordError::new(Self::WORDS)),
                }
            }
        }

        impl ::core::fmt::Display for $Type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// A text that is none of the words of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordError(&'static [&'static str]);

impl WordError {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self(words)
    }
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is one of ")?;
        for (index, word) in self.0.iter().enumerate() {
            write!(f, "{}{word:?}", if index > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl std::error::Error for WordError {}
