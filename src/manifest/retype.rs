//! Objects from JSON, as the types that they had.
//!
//! Deserializing all kinds takes long to compile, so all of this is compiled in the programs that call it: it is `#[inline]`.

use std::sync::Arc;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::{self, Value};

use super::content::{KindWithRules, PlaceError};
use super::error::WriteError;
use super::identity;
use super::object::Object;
use crate::rules::{KubeVersion, Valid};
use crate::value::link::Carried;

/// A changed object.
pub(crate) struct Changed {
    pub(crate) value: Value,
    /// The version whose rules the object had passed. `None` if it was not validated.
    pub(crate) version: Option<KubeVersion>,
    pub(crate) carried: Option<Arc<Carried>>,
}

/// Makes a changed object one of its kind again, and validates it if it was valid before.
pub(crate) type Retype = fn(Changed) -> Result<Object, PlaceError>;

/// Makes a changed object one of its kind again, for all kinds that have rules.
#[inline]
pub(crate) fn retype(changed: Changed) -> Result<Object, PlaceError> {
    macro_rules! typed {
        ($($Kind:ty)*) => {{
            let field = |name| changed.value.get(name).and_then(Value::as_str).unwrap_or_default();
            let (api_version, kind) = (field("apiVersion"), field("kind"));
            match changed.version {
                None => {}
                $(Some(version) if is::<$Kind>(api_version, kind) => return typed::<$Kind>(changed, version),)*
                Some(_) => {}
            }
        }};
    }
    crate::rules::kinds::for_each_kind!(typed);
    let identity = identity::of(&changed.value).map_err(PlaceError::Write)?;
    Ok(Object::of(identity, changed.value))
}

#[inline]
fn is<T: Metadata<Ty = ObjectMeta>>(api_version: &str, kind: &str) -> bool {
    T::API_VERSION == api_version && T::KIND == kind
}

#[inline]
fn typed<T: KindWithRules>(changed: Changed, version: KubeVersion) -> Result<Object, PlaceError> {
    let object: T = serde_json::from_value(changed.value)
        .map_err(|error| PlaceError::Write(WriteError::value(error.to_string())))?;
    let object = Valid::new_for(object, version).map_err(PlaceError::Invalid)?;
    Ok(object.sharing(changed.carried).into())
}
