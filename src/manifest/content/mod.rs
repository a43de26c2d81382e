//! What an object is, whatever its type.

#[cfg(feature = "app")]
mod json;

use std::any::Any;
use std::fmt;
#[cfg(feature = "app")]
use std::sync::Arc;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;
#[cfg(feature = "app")]
use serde::de::DeserializeOwned;

#[cfg(feature = "app")]
use self::json::placed;
#[cfg(feature = "app")]
pub(super) use self::json::{InOrder, Rejected, WrittenAs, json_of};

use super::emitter::Emitter;
use super::error::WriteError;
use super::json::Json;
#[cfg(feature = "app")]
use super::placement::Placement;
use super::yaml;
use crate::Valid;
use crate::masked;
use crate::rules::{self, Validate, Warning};
#[cfg(feature = "app")]
use crate::rules::{KubeVersion, Violations, pod_security::LevelVersion};
#[cfg(feature = "app")]
use crate::value::link::Carried;

/// An object whose type is erased.
pub(crate) trait Content: fmt::Debug + Send + Sync {
    /// Returns the plain object.
    fn as_any(&self) -> &dyn Any;

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError>;

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError>;

    /// Returns the name of the object in a report: `pod "web"`.
    fn subject(&self) -> String {
        String::new()
    }

    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    fn advice(&self) -> Vec<Warning> {
        Vec::new()
    }

    /// Returns the object with more metadata, validated if this one is.
    #[cfg(feature = "app")]
    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError>;

    /// Returns why the pods of the object do not meet a level.
    #[cfg(feature = "app")]
    fn demand(&self, _level: LevelVersion) -> Option<Violations> {
        None
    }

    /// Returns the version whose rules the object has passed, if it was validated.
    #[cfg(feature = "app")]
    fn version(&self) -> Option<KubeVersion> {
        None
    }

    /// Returns what the builder knew of the objects that this one names.
    #[cfg(feature = "app")]
    fn carried(&self) -> Option<&Arc<Carried>> {
        None
    }

    /// Returns whether more is written than the type holds.
    #[cfg(feature = "app")]
    fn is_written_apart(&self) -> bool {
        false
    }

    /// Returns the fields in which the object breaks rules.
    #[cfg(feature = "app")]
    fn wrong_fields(&self) -> &[Box<str>] {
        &[]
    }
}

/// A type of objects that has rules.
#[cfg(feature = "app")]
pub(crate) trait TypeWithRules:
    Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static
{
}

#[cfg(feature = "app")]
impl<T> TypeWithRules for T where
    T: Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static
{
}

/// A kind that has rules, as it is written and read again.
#[cfg(feature = "app")]
pub(crate) trait KindWithRules: TypeWithRules + DeserializeOwned {}

#[cfg(feature = "app")]
impl<T: TypeWithRules + DeserializeOwned> KindWithRules for T {}

/// Why an object cannot be one of an application.
#[cfg(feature = "app")]
#[derive(Debug)]
pub(crate) enum PlaceError {
    Invalid(Violations),
    Write(WriteError),
}

/// An object without rules.
pub(crate) struct Unvalidated<T>(pub(crate) T);

/// Shows the object, one of a type of Secrets without the values.
impl<T: fmt::Debug + 'static> fmt::Debug for Unvalidated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked::debug(&self.0, f)
    }
}

impl<T: Serialize + fmt::Debug + Send + Sync + 'static> Content for Unvalidated<T> {
    fn as_any(&self) -> &dyn Any {
        &self.0
    }

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        self.0.serialize(emitter)
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        self.0.serialize(emitter)
    }

    #[cfg(feature = "app")]
    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError> {
        Ok(Arc::new(InOrder(placed(self, placement)?)))
    }
}

impl<T: Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static> Content
    for Valid<T>
{
    fn as_any(&self) -> &dyn Any {
        &**self
    }

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        (**self).serialize(emitter)
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        (**self).serialize(emitter)
    }

    fn subject(&self) -> String {
        subject(&**self)
    }

    fn warnings(&self) -> Vec<Warning> {
        Valid::warnings(self)
    }

    fn advice(&self) -> Vec<Warning> {
        Valid::advice(self)
    }

    #[cfg(feature = "app")]
    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError> {
        let mut object = (**self).clone();
        placement.apply(object.metadata_mut());
        let valid = Valid::new_for(object, Valid::version(self)).map_err(PlaceError::Invalid)?;
        Ok(Arc::new(valid.sharing(Valid::carried(self).cloned())))
    }

    #[cfg(feature = "app")]
    fn demand(&self, level: LevelVersion) -> Option<Violations> {
        self.missing_of(level)
    }

    #[cfg(feature = "app")]
    fn version(&self) -> Option<KubeVersion> {
        Some(Valid::version(self))
    }

    #[cfg(feature = "app")]
    fn carried(&self) -> Option<&Arc<Carried>> {
        Valid::carried(self)
    }
}

/// Returns `pod "web"`, or `pod "web" in namespace "shop"`.
pub(in crate::manifest) fn subject<T: Validate>(object: &T) -> String {
    let metadata = object.object_meta();
    let subject = rules::subject(T::NOUN, metadata);
    match metadata.and_then(|metadata| metadata.namespace.as_deref()) {
        Some(namespace) if !namespace.is_empty() => format!("{subject} in namespace {namespace:?}"),
        _ => subject,
    }
}
