use std::ops::Deref;

use serde::{Serialize, Serializer};

/// The proof that a `T` has passed the rules of the API server.
///
/// Read it through `Deref`; [`into_inner`](Valid::into_inner) opens it, and with it gives up the proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    /// Only for what has just been judged.
    pub(crate) fn judged(object: T) -> Self {
        Self(object)
    }

    /// The plain object, for whoever takes it by value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> AsRef<T> for Valid<T> {
    fn as_ref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
