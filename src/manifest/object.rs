use std::any::Any;
use std::fmt;
use std::sync::Arc;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{Metadata, Resource};
use serde::Serialize;

use super::emitter::Emitter;
use super::error::WriteError;
use super::json::Json;
use super::yaml;
use crate::Valid;

/// An object of any kind, so that pods, services and custom resources can stand in one [`Manifest`](super::Manifest).
///
/// Made from what is [`Valid`], or by [`unvalidated`](Self::unvalidated) for the kinds that no rule validates. A clone shares the
/// object.
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
#[derive(Clone, Debug)]
pub struct Object {
    identity: Identity,
    content: Arc<dyn Content>,
}

/// By what a cluster tells one object from another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) api_version: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) namespace: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) generate_name: Option<Box<str>>,
}

/// What can be written and has forgotten its type.
pub(crate) trait Content: Any + fmt::Debug + Send + Sync {
    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError>;

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError>;
}

impl<T: Serialize + fmt::Debug + Send + Sync + 'static> Content for T {
    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        self.serialize(emitter)
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        self.serialize(emitter)
    }
}

impl Object {
    /// An object of a kind that no rule of this crate validates: a `ConfigMap`, a `Service`, an `Ingress`.
    ///
    /// It is written as it is. A pod is better validated: `Valid::new(pod)?.into()`.
    ///
    /// ```
    /// use podwright::manifest::Object;
    /// use podwright::prelude::*;
    ///
    /// let mut config = v1::ConfigMap::default();
    /// config.metadata.name = Some("web".to_owned());
    /// assert_eq!(Object::unvalidated(config).to_string(), r#"ConfigMap "web""#);
    /// ```
    #[must_use]
    pub fn unvalidated<T>(object: T) -> Self
    where
        T: Metadata<Ty = ObjectMeta> + Serialize + fmt::Debug + Send + Sync + 'static,
    {
        let metadata = object.metadata();
        let text = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Box::from);
        let identity = Identity {
            api_version: <T as Resource>::API_VERSION.into(),
            kind: <T as Resource>::KIND.into(),
            namespace: text(&metadata.namespace),
            name: text(&metadata.name),
            generate_name: text(&metadata.generate_name),
        };
        Self::of(identity, object)
    }

    /// An object of no Rust type, whose content serializes itself with its `apiVersion`, `kind` and `metadata`.
    pub(crate) fn of(
        identity: Identity,
        content: impl Serialize + fmt::Debug + Send + Sync + 'static,
    ) -> Self {
        Self { identity, content: Arc::new(content) }
    }

    /// The group and version: `v1`, `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.identity.api_version
    }

    /// The kind: `Pod`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.identity.kind
    }

    /// The namespace, if the object says one.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.identity.namespace.as_deref()
    }

    /// The name; none if the API server is to make one from [`generate_name`](Self::generate_name).
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.identity.name.as_deref()
    }

    /// What the name begins with that the API server is to make.
    #[must_use]
    pub fn generate_name(&self) -> Option<&str> {
        self.identity.generate_name.as_deref()
    }

    /// The object itself, if it is a `T`.
    #[must_use]
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        let content: &dyn Any = &*self.content;
        content.downcast_ref()
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
    T: Metadata<Ty = ObjectMeta> + Serialize + fmt::Debug + Send + Sync + 'static,
{
    fn from(object: Valid<T>) -> Self {
        Self::unvalidated(object.into_inner())
    }
}

impl Identity {
    /// The group, empty for the core: `apps` of `apps/v1`.
    pub(crate) fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
}

impl fmt::Display for Identity {
    /// `Pod "shop/web"`, and `Pod "shop/web-*"` of a name that is to be made.
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

impl fmt::Display for Object {
    /// The kind, the namespace and the name: `Pod "shop/web"`, and `Pod "shop/web-*"` of a name that is to be made.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.identity.fmt(f)
    }
}
