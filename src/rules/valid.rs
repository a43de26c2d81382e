use std::ops::Deref;

use k8s_openapi::api::core::v1;
use serde::{Serialize, Serializer};

use super::validate::check;
use super::version::KubeVersion;
use super::violations::Violations;

/// The proof that a `T` has passed the rules of the API server.
///
/// Read it through `Deref`; [`into_inner`](Valid::into_inner) opens it, and with it gives up the proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    /// Only for what has just been validated.
    pub(crate) fn validated(object: T) -> Self {
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

impl TryFrom<v1::Pod> for Valid<v1::Pod> {
    type Error = Violations;

    /// Validates a pod as the API server does when it is created, in the version that is enabled.
    ///
    /// # Errors
    ///
    /// With everything that the API server would reject.
    fn try_from(pod: v1::Pod) -> Result<Self, Violations> {
        check(&pod, KubeVersion::ENABLED)?;
        Ok(Self(pod))
    }
}
