use std::fmt;
use std::str::FromStr;

/// A value that neither prints nor compares by accident.
///
/// It has no `Display`, no `PartialEq` and a `Debug` that shows nothing. [`expose`](Self::expose) returns the value. An error
/// about it does not quote it either. Its memory is not overwritten when it is dropped.
///
/// ```
/// use podwright_env::Secret;
///
/// let password: Secret<String> = "hunter2".parse()?;
/// assert_eq!(format!("{password:?}"), "Secret(..)");
/// assert_eq!(password.expose(), "hunter2");
///
/// let error = "hunter2".parse::<Secret<u16>>().unwrap_err();
/// assert_eq!(error.to_string(), "the value of a secret is not shown");
/// # Ok::<(), podwright_env::SecretError>(())
/// ```
#[derive(Clone, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Creates a secret.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl<T: FromStr> FromStr for Secret<T> {
    type Err = SecretError;

    /// # Errors
    ///
    /// If the text is not a `T`. The error says nothing about the text: parsers quote what they refuse.
    fn from_str(text: &str) -> Result<Self, SecretError> {
        text.parse().map(Self).map_err(|_| SecretError(()))
    }
}

/// A text that is not the secret that it should be.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretError(());

impl SecretError {
    pub(crate) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value of a secret is not shown")
    }
}

impl fmt::Debug for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for SecretError {}
