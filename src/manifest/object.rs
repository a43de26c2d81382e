use std::fmt;
use std::sync::Arc;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::{self, Value};
use k8s_openapi::{Metadata, Resource};
use serde::Serialize;

#[cfg(feature = "read")]
use super::content::WrittenAs;
use super::content::{Content, Unvalidated};
#[cfg(feature = "app")]
use super::content::{PlaceError, Rejected};
use super::error::WriteError;
use super::identity;
#[cfg(feature = "app")]
use super::placement::Placement;
use super::to_manifest::ToManifest;
use crate::Valid;
use crate::masked;
use crate::rules::{Validate, Warning};
#[cfg(feature = "app")]
use crate::value::link::Carried;

/// An object of any kind, so that one [`Manifest`](super::Manifest) holds pods, services and custom resources.
///
/// `Object::from` takes a [`Valid`] object, [`Object::unvalidated`] takes a custom resource, or
/// any other object as it is. A clone
/// shares the object.
///
/// ```
/// use podwright::manifest::Object;
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web"))
///     .namespace(name!("shop"))
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// let object = Object::from(pod);
/// assert_eq!(object.to_string(), r#"Pod "shop/web""#);
/// assert_eq!((object.api_version(), object.kind()), ("v1", "Pod"));
/// assert_eq!((object.namespace(), object.name()), (Some("shop"), Some("web")));
/// assert!(object.downcast_ref::<v1::Pod>().is_some());
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone)]
pub struct Object {
    identity: Identity,
    content: Arc<dyn Content>,
}

/// What a cluster identifies an object by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) api_version: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) namespace: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) generate_name: Option<Box<str>>,
}

impl Object {
    /// Takes an object as it is, without a look at any rule: a custom resource, or an object of a kind that this crate has
    /// no rules for.
    ///
    /// The object serializes with its `apiVersion`, `kind` and `metadata`. The types of `k8s_openapi` do, and so do those
    /// that kube's derive and kopium make.
    ///
    /// This is the one way by which an object of a kind that has rules gets into a manifest without being validated, apart
    /// from [`Yaml::unvalidated`](super::Yaml::unvalidated), which has the word too. A pod is validated by
    /// `Object::from(Valid::new(pod)?)`. What is read is validated, also in a `List`.
    ///
    /// ```
    /// use podwright::manifest::Object;
    ///
    /// let backup = serde_json::json!({
    ///     "apiVersion": "example.com/v1",
    ///     "kind": "Backup",
    ///     "metadata": { "name": "nightly" },
    ///     "spec": { "schedule": "15 3 * * *" },
    /// });
    /// assert_eq!(Object::unvalidated(backup)?.to_string(), r#"Backup "nightly""#);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value has no `apiVersion`, no `kind` or no `metadata`.
    pub fn unvalidated<T>(object: T) -> Result<Self, WriteError>
    where
        T: Serialize + fmt::Debug + Send + Sync + 'static,
    {
        Ok(Self::of(identity::of(&object)?, object))
    }

    /// Takes an object of any type that serializes with its `apiVersion`, `kind` and `metadata`.
    pub(crate) fn of(
        identity: Identity,
        object: impl Serialize + fmt::Debug + Send + Sync + 'static,
    ) -> Self {
        Self { identity, content: Arc::new(Unvalidated(object)) }
    }

    /// Takes JSON as an object that breaks rules in these fields.
    #[cfg(feature = "app")]
    pub(crate) fn rejected(
        object: Value,
        wrong_fields: Vec<Box<str>>,
        carried: Option<Arc<Carried>>,
    ) -> Result<Self, WriteError> {
        let identity = identity::of(&object)?;
        let wrong_fields = wrong_fields.into();
        Ok(Self { identity, content: Arc::new(Rejected { object, wrong_fields, carried }) })
    }

    /// Takes an object that is written as another value says.
    #[cfg(feature = "read")]
    pub(crate) fn written_as(
        identity: Identity,
        object: impl Content + 'static,
        written: impl Serialize + Send + Sync + 'static,
    ) -> Self {
        Self { identity, content: Arc::new(WrittenAs { written, object: Arc::new(object) }) }
    }

    /// Returns the group and version: `v1`, `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.identity.api_version
    }

    /// Returns the kind: `Pod`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.identity.kind
    }

    /// Returns the namespace, if it is set.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.identity.namespace.as_deref()
    }

    /// Returns the name, if it is set. Otherwise the API server makes one from [`generate_name`](Self::generate_name).
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.identity.name.as_deref()
    }

    /// Returns the start of the name that the API server is to make, if it is set.
    #[must_use]
    pub fn generate_name(&self) -> Option<&str> {
        self.identity.generate_name.as_deref()
    }

    /// Returns the object itself, if it is a `T`.
    #[must_use]
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.content.as_any().downcast_ref()
    }

    /// Lists what the API server warns of when it accepts the object, as [`Valid::warnings`] does.
    ///
    /// The list of an [`unvalidated`](Self::unvalidated) object is empty.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        self.content.warnings()
    }

    /// Lists what every API server accepts and hardly anyone means, as [`Valid::advice`] does.
    ///
    /// The list of an [`unvalidated`](Self::unvalidated) object is empty.
    ///
    /// ```
    /// use podwright::manifest::{Manifest, Object};
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx"))).build()?;
    /// let manifest = Manifest::of([Object::from(pod), Object::unvalidated(v1::Service::default())?])?;
    /// let advice: Vec<_> = manifest.iter().flat_map(Object::advice).collect();
    /// assert_eq!(advice.len(), 1);
    /// assert_eq!(advice[0].rule(), "advice-image-tag");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn advice(&self) -> Vec<Warning> {
        self.content.advice()
    }

    /// Returns the object with more metadata, validated if this one is.
    #[cfg(feature = "app")]
    pub(crate) fn placed(&self, placement: &Placement<'_>) -> Result<Self, PlaceError> {
        let mut identity = self.identity.clone();
        if identity.namespace.is_none() {
            identity.namespace = placement.namespace.map(Box::from);
        }
        Ok(Self { identity, content: self.content.placed(placement)? })
    }

    /// Returns what the builder knew of the objects that this one names.
    #[cfg(feature = "app")]
    pub(crate) fn carried(&self) -> Option<&Arc<Carried>> {
        self.content.carried()
    }

    /// Returns the fields in which the object breaks rules.
    #[cfg(feature = "app")]
    pub(crate) fn wrong_fields(&self) -> &[Box<str>] {
        self.content.wrong_fields()
    }

    /// Returns the object as JSON.
    #[cfg(feature = "app")]
    pub(crate) fn to_value(&self) -> Result<Value, WriteError> {
        let mut text = Vec::new();
        self.json_to(&mut text)?;
        serde_json::from_slice(&text).map_err(|error| WriteError::value(error.to_string()))
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn content(&self) -> &dyn Content {
        &*self.content
    }
}

impl<T> From<Valid<T>> for Object
where
    T: Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static,
{
    fn from(object: Valid<T>) -> Self {
        Self { identity: Identity::of(&*object), content: Arc::new(object) }
    }
}

impl Identity {
    fn of<T: Metadata<Ty = ObjectMeta>>(object: &T) -> Self {
        let metadata = object.metadata();
        let text = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Box::from);
        Self {
            api_version: <T as Resource>::API_VERSION.into(),
            kind: <T as Resource>::KIND.into(),
            namespace: text(&metadata.namespace),
            name: text(&metadata.name),
            generate_name: text(&metadata.generate_name),
        }
    }

    /// Returns the group, which is empty for the core group: `apps` of `apps/v1`.
    pub(crate) fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
}

impl fmt::Display for Identity {
    /// Writes `Pod "shop/web"`, or `Pod "shop/web-*"` if the API server is to make the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let namespace =
            self.namespace.as_deref().map(|namespace| format!("{namespace}/")).unwrap_or_default();
        let name = match (&self.name, &self.generate_name) {
            (Some(name), _) => name.to_string(),
            (None, Some(prefix)) => format!("{prefix}*"),
            (None, None) => String::new(),
        };
        write!(f, "{} {:?}", self.kind, namespace + &name)
    }
}

/// Shows the object. The values of a Secret are not shown, wherever in the object it stands.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("identity", &self.identity)
            .field("content", &WithoutValues(self))
            .finish()
    }
}

/// The content of an object, as `Debug` shows it.
struct WithoutValues<'o>(&'o Object);

impl fmt::Debug for WithoutValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(object) = self;
        if masked::is_type_of_secrets(object.content.as_any()) {
            return object.content.fmt(f);
        }
        let mut text = Vec::new();
        let written = object.json_to(&mut text);
        match (written, str::from_utf8(&text)) {
            (Ok(()), Ok(text)) if !masked::holds_secret(text) => object.content.fmt(f),
            // What cannot be written, or read back, is not known to hold no Secret.
            _ => match serde_json::from_slice::<Value>(&text) {
                Ok(value) => masked::without_values(&value, masked::Within::Any).fmt(f),
                Err(_) => f.write_str(masked::HIDDEN),
            },
        }
    }
}

impl fmt::Display for Object {
    /// Writes the kind, the namespace and the name: `Pod "shop/web"`, or `Pod "shop/web-*"` if the API server is to make
    /// the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.identity.fmt(f)
    }
}
