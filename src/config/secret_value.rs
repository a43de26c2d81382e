use std::fmt;

use k8s_openapi::ByteString;

use crate::sealed::Sealed;

/// The value of a key of a Secret: bytes that are known at run time only. It never shows them.
///
/// ```
/// use podwright::config::SecretValue;
///
/// let password = SecretValue::from("hunter2".to_owned());
/// assert_eq!(format!("{password:?}"), "SecretValue(..)");
/// ```
#[derive(Clone)]
pub struct SecretValue(Vec<u8>);

impl SecretValue {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<String> for SecretValue {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<Vec<u8>> for SecretValue {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<SecretValue> for ByteString {
    fn from(value: SecretValue) -> Self {
        Self(value.0)
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretValue(..)")
    }
}

/// What the value of a key of a Secret is made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the value of a Secret",
    label = "a value is read at run time: a `String`, a `Vec<u8>` or a `SecretValue`",
    note = "a literal would stand in the source and in the program: read the value from a file, the environment or a vault"
)]
pub trait IntoSecretValue: Sealed {
    #[doc(hidden)]
    fn into_secret_value(self) -> SecretValue;
}

macro_rules! into_secret_value {
    ($($Type:ty)*) => {
        $(
            impl Sealed for $Type {}

            impl IntoSecretValue for $Type {
                fn into_secret_value(self) -> SecretValue {
                    self.into()
                }
            }
        )*
    };
}

into_secret_value!(String Vec<u8> SecretValue);
