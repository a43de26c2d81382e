use std::fmt;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::checksum::NoChecksum;
use super::declared::DeclaredSecret;
use super::hash;
use super::key::FillsSecret;
use super::secret_value::IntoSecretValue;
use crate::conditional::conditional;
use crate::masked::Masked;
use crate::object::metadata::metadata_setters;
use crate::rules::{Findings, KubeVersion, Valid, Violations, config as rules};
use crate::value::{Annotations, SecretType};

/// The object of a declared Secret. [`DeclaredSecret::with`] begins it.
///
/// ```
/// use podwright::prelude::*;
///
/// secret!(pub Db = "db" { USER = "user", PASSWORD = "password" });
///
/// let password = String::from("from the vault");
/// let db = Db.with(Db::USER, String::from("app")).with(Db::PASSWORD, password);
/// assert!(!format!("{db:?}").contains("vault"));
/// assert_eq!(db.build()?.data.as_ref().unwrap().len(), 2);
///
/// let violations = Db.with(Db::USER, String::from("app")).build().unwrap_err();
/// assert_eq!(violations.iter().next().unwrap().field(), "data[password]");
/// # Ok::<(), podwright::Error>(())
/// ```
#[doc(alias = "Secret")]
pub struct SecretOf<M> {
    object: v1::Secret,
    of: PhantomData<fn() -> M>,
}

impl<M: DeclaredSecret> SecretOf<M> {
    pub(super) fn new() -> Self {
        let metadata = ObjectMeta { name: Some(M::name().into()), ..ObjectMeta::default() };
        let immutable = M::IS_IMMUTABLE.then_some(true);
        Self { object: v1::Secret { metadata, immutable, ..v1::Secret::default() }, of: PhantomData }
    }

    /// Gives a key its value. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "data")]
    pub fn with(mut self, key: impl FillsSecret<M>, value: impl IntoSecretValue) -> Self {
        let value = value.into_secret_value().into();
        self.object.data.get_or_insert_default().insert(key.into_text().to_owned(), value);
        self
    }

    /// Sets the type. Defaults to `Opaque`.
    #[must_use]
    #[doc(alias = "type")]
    pub fn secret_type(mut self, secret_type: SecretType) -> Self {
        self.object.type_ = Some(secret_type.into());
        self
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the Secret by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Secret)) -> Self {
        change(&mut self.object);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.object.metadata
    }

    /// Returns the annotation that makes a workload replace its pods when a value changes.
    ///
    /// Whoever reads the pods reads the checksum. `key` keeps them from guessing the values: it is a secret of at least 16
    /// random bytes, which stays the same and stands in no manifest.
    #[must_use]
    pub fn keyed_checksum(&self, key: &[u8]) -> Annotations {
        hash::annotation("secret", &M::NAME, hash::of_secret(key, &self.object))
    }

    #[doc(hidden)]
    #[must_use]
    pub fn checksum(&self) -> Annotations
    where
        for<'a> (): NoChecksum<M>,
    {
        Annotations::new()
    }

    /// Returns the Secret, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If a key has no value, or if the Secret breaks rules. The error has all of them, and no value.
    pub fn build(self) -> Result<Valid<v1::Secret>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the Secret validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Secret>, Violations> {
        let mut own = Findings::new();
        for (key, is_optional) in M::KEYS {
            let has = self.object.data.as_ref().is_some_and(|data| data.contains_key(*key))
                || self.object.string_data.as_ref().is_some_and(|texts| texts.contains_key(*key));
            if !is_optional && !has {
                rules::secret::report_owed(key, &mut own);
            }
        }
        Valid::build(self.object, None, version, own)
    }
}

impl<M> Clone for SecretOf<M> {
    fn clone(&self) -> Self {
        Self { object: self.object.clone(), of: PhantomData }
    }
}

impl<M> fmt::Debug for SecretOf<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretOf").field(&Masked(&self.object)).finish()
    }
}
