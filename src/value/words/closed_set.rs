//! Closed sets of words.

/// Defines an enum whose variants have one spelling each in Kubernetes.
///
/// The enum gets `as_str`, `ALL`, `Display` and `FromStr`.
macro_rules! closed_set {
    (
        $(#[$doc:meta])*
        $Type:ident, $noun:literal {
            $($(#[$variant_doc:meta])* $Variant:ident = $text:literal),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Type {
            $($(#[$variant_doc])* $Variant,)+
        }

        impl $Type {
            /// All variants, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The words of all variants.
            #[allow(dead_code, reason = "rules need the words of some sets only")]
            pub(crate) const WORDS: &'static [&'static str] = &[$($text),+];

            /// Returns the word that Kubernetes uses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $text,)+
                }
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<$Type> for String {
            fn from(word: $Type) -> String {
                word.as_str().to_owned()
            }
        }

        impl std::str::FromStr for $Type {
            type Err = $crate::value::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or_else(|| {
                    let rule = concat!($noun, " is one of" $(, " ", $text)+);
                    $crate::value::ParseError::whole(text, rule)
                })
            }
        }
    };
}

pub(crate) use closed_set;
