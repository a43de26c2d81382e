use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// Several values with a separator, a comma unless another character is chosen: `List<u16>`, `List<String, ':'>`.
///
/// Spaces around a value are not part of it. The empty text is the empty list. `Deref` gives the values.
///
/// A list is read back as it is written. So [`new`](Self::new) refuses a value whose text has the separator, or spaces around it.
/// Numbers have neither: a list of them is also made by `From` and `collect()`.
///
/// ```
/// use podwright_env::List;
///
/// let ports: List<u16> = "80, 443".parse()?;
/// assert_eq!(*ports, [80, 443]);
/// assert_eq!(ports, List::from([80, 443]));
/// assert_eq!(ports.to_string(), "80,443");
/// assert!("".parse::<List<u16>>()?.is_empty());
///
/// let error = "80,,443".parse::<List<u16>>().unwrap_err();
/// assert_eq!(error.to_string(), "item 2, \"\": cannot parse integer from empty string");
/// # Ok::<(), podwright_env::ListError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct List<T, const SEPARATOR: char = ','>(Vec<T>);

impl<T: fmt::Display, const SEPARATOR: char> List<T, SEPARATOR> {
    /// Creates a list.
    ///
    /// # Errors
    ///
    /// If the text of a value has the separator, begins or ends with a space, or is the empty text and alone. The error has the
    /// number of the first such item.
    ///
    /// ```
    /// use podwright_env::List;
    ///
    /// let languages: List<String> = List::new(["en", "de"])?;
    /// assert_eq!(languages.to_string(), "en,de");
    ///
    /// let error = List::<String>::new(["en", "de,at"]).unwrap_err();
    /// assert_eq!(error.to_string(), "item 2, \"de,at\": it has the separator ',', so it would be read as several items");
    /// let paths: List<String, ':'> = List::new(["/a", "/b,c"])?;
    /// assert_eq!(paths.to_string(), "/a:/b,c");
    /// # Ok::<(), podwright_env::ListError>(())
    /// ```
    pub fn new(values: impl IntoIterator<Item: Into<T>>) -> Result<Self, ListError> {
        let values: Vec<T> = values.into_iter().map(Into::into).collect();
        for (index, value) in values.iter().enumerate() {
            let text = value.to_string();
            let reason = if text.contains(SEPARATOR) {
                format!("it has the separator {SEPARATOR:?}, so it would be read as several items")
            } else if text.trim() != text {
                "the spaces around it would not be read".to_owned()
            } else if text.is_empty() && (values.len() == 1 || SEPARATOR.is_whitespace()) {
                "it is empty, so it would not be read".to_owned()
            } else {
                continue;
            };
            return Err(ListError { number: index + 1, text: text.into(), reason: reason.into() });
        }
        Ok(Self(values))
    }
}

impl<T, const SEPARATOR: char> List<T, SEPARATOR> {
    /// Returns the values.
    #[must_use]
    pub fn into_inner(self) -> Vec<T> {
        self.0
    }
}

impl<T, const SEPARATOR: char> Deref for List<T, SEPARATOR> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A value whose text has letters, digits, `+`, `-` and `.` only: an integer, a float or a `bool`.
///
/// A list of such values has another separator. This does not compile:
///
/// ```compile_fail
/// use podwright_env::List;
///
/// let versions: List<f64, '.'> = [1.0, 1.5].into();
/// ```
///
/// This does:
///
/// ```
/// use podwright_env::List;
///
/// let versions: List<f64, ';'> = [1.0, 1.5].into();
/// assert_eq!(versions.to_string(), "1;1.5");
/// ```
#[diagnostic::on_unimplemented(
    message = "the text of `{Self}` may have the separator of the list",
    label = "it is not known to be written without a separator",
    note = "`List::new([..])` makes a list of any type, and refuses values that would not be read back"
)]
pub trait PlainItem: sealed::Sealed {}

macro_rules! plain {
    ($($Type:ty),+) => {
        $(
            impl sealed::Sealed for $Type {}
            impl PlainItem for $Type {}
        )+
    };
}

plain!(bool, f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// A separator that no plain value has.
struct Separates<const SEPARATOR: char>;

impl<const SEPARATOR: char> Separates<SEPARATOR> {
    const PLAIN: () = assert!(
        !(SEPARATOR.is_ascii_alphanumeric() || matches!(SEPARATOR, '+' | '-' | '.')),
        "the separator of a list of numbers is no letter, no digit and none of '+', '-', '.'"
    );
}

impl<T: PlainItem, const SEPARATOR: char> From<Vec<T>> for List<T, SEPARATOR> {
    fn from(values: Vec<T>) -> Self {
        const { Separates::<SEPARATOR>::PLAIN };
        Self(values)
    }
}

impl<T: PlainItem, const COUNT: usize, const SEPARATOR: char> From<[T; COUNT]> for List<T, SEPARATOR> {
    fn from(values: [T; COUNT]) -> Self {
        Vec::from(values).into()
    }
}

impl<T: PlainItem, const SEPARATOR: char> FromIterator<T> for List<T, SEPARATOR> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<T, const SEPARATOR: char> IntoIterator for List<T, SEPARATOR> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: FromStr<Err: fmt::Display>, const SEPARATOR: char> FromStr for List<T, SEPARATOR> {
    type Err = ListError;

    /// # Errors
    ///
    /// If an item is not a `T`. The error has the number of the first such item.
    fn from_str(text: &str) -> Result<Self, ListError> {
        if text.trim().is_empty() {
            return Ok(Self(Vec::new()));
        }
        let item = |(index, text): (usize, &str)| {
            let text = text.trim();
            text.parse().map_err(|error: T::Err| ListError {
                number: index + 1,
                text: text.into(),
                reason: error.to_string().into(),
            })
        };
        text.split(SEPARATOR).enumerate().map(item).collect::<Result<_, _>>().map(Self)
    }
}

impl<T: fmt::Display, const SEPARATOR: char> fmt::Display for List<T, SEPARATOR> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.0.iter().enumerate() {
            if index > 0 {
                write!(f, "{SEPARATOR}")?;
            }
            value.fmt(f)?;
        }
        Ok(())
    }
}

/// A list with an item that does not belong into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListError {
    number: usize,
    text: Box<str>,
    reason: Box<str>,
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item {}, {:?}: {}", self.number, self.text, self.reason)
    }
}

impl std::error::Error for ListError {}
