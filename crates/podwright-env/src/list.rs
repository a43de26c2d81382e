use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// Several values with a separator, a comma unless another character is chosen: `List<u16>`, `List<String, ':'>`.
///
/// Spaces around a value are not part of it. The empty text is the empty list. `Deref` gives the values.
///
/// ```
/// use podwright_env::List;
///
/// let ports: List<u16> = "80, 443".parse()?;
/// assert_eq!(*ports, [80, 443]);
/// assert_eq!(ports.to_string(), "80,443");
/// assert!("".parse::<List<u16>>()?.is_empty());
///
/// let error = "80,,443".parse::<List<u16>>().unwrap_err();
/// assert_eq!(error.to_string(), "item 2, \"\": cannot parse integer from empty string");
/// # Ok::<(), podwright_env::ListError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct List<T, const SEPARATOR: char = ','>(Vec<T>);

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

impl<T, const SEPARATOR: char> From<Vec<T>> for List<T, SEPARATOR> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T, const SEPARATOR: char> FromIterator<T> for List<T, SEPARATOR> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
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
        text.split(SEPARATOR).enumerate().map(item).collect()
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

/// A text with an item that does not belong into the list.
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
