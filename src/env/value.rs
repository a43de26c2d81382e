use std::borrow::Cow;

use k8s_openapi::api::core::v1;

use crate::downward::{Downward, InEnv, ResourceField};
use crate::expansion::{Text, VarRef, cow_literal};
use crate::few::Few;
#[cfg(feature = "app")]
use crate::value::link::ServiceLink;
use crate::value::link::{ExternalName, Link};
use crate::volume::Volume;

/// The value of an environment variable: a text, or a source from which the kubelet takes it.
#[doc(alias = "EnvVarSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct EnvValue {
    pub(crate) content: Content,
    pub(crate) refs: Few<VarRef>,
    /// The volume that a file key carries.
    pub(crate) volume: Option<Volume>,
    /// What is known of the object that the value names.
    pub(crate) link: Option<Box<Link>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Text(String),
    ConfigMapKey(v1::ConfigMapKeySelector),
    SecretKey(v1::SecretKeySelector),
    Field(v1::ObjectFieldSelector),
    Resource(v1::ResourceFieldSelector),
    /// A source that not every version of Kubernetes has.
    #[allow(dead_code, reason = "Kubernetes 1.33 has no file keys")]
    Other(Box<v1::EnvVarSource>),
}

impl Content {
    #[inline]
    pub(crate) fn into_var(self, name: String) -> v1::EnvVar {
        let source = match self {
            Self::Text(text) => return v1::EnvVar { name, value: Some(text), value_from: None },
            Self::ConfigMapKey(key) => {
                v1::EnvVarSource { config_map_key_ref: Some(key), ..Default::default() }
            }
            Self::SecretKey(key) => v1::EnvVarSource { secret_key_ref: Some(key), ..Default::default() },
            Self::Field(field) => v1::EnvVarSource { field_ref: Some(field), ..Default::default() },
            Self::Resource(resource) => {
                v1::EnvVarSource { resource_field_ref: Some(resource), ..Default::default() }
            }
            Self::Other(source) => *source,
        };
        v1::EnvVar { name, value: None, value_from: Some(source) }
    }
}

impl EnvValue {
    #[inline]
    pub(crate) fn literal(text: Cow<'_, str>) -> Self {
        Self::text(cow_literal(text), Few::new())
    }

    #[inline]
    pub(crate) fn of(content: Content) -> Self {
        Self { content, refs: Few::new(), volume: None, link: None }
    }

    /// Creates the text of an address.
    #[cfg(feature = "app")]
    pub(crate) fn of_address(address: ServiceLink) -> Self {
        let text = address.text();
        Self { link: Some(Box::new(Link::Address(address))), ..Self::literal(Cow::Owned(text)) }
    }

    /// Notes that the object is made elsewhere, if it is.
    pub(super) fn external(mut self, external: Option<ExternalName>) -> Self {
        self.link = external.map(|external| Box::new(Link::External(external)));
        self
    }

    #[inline]
    fn text(text: String, refs: Few<VarRef>) -> Self {
        Self { content: Content::Text(text), refs, volume: None, link: None }
    }
}

/// The values that an environment variable takes.
///
/// - A literal of a type with one obvious form as text: strings, integers, `bool`, `char`, IP addresses, and the values
///   of this crate. The container receives exactly what you write.
/// - A key of a config map or a secret: [`ConfigMapRef::key`](crate::object::ConfigMapRef::key),
///   [`SecretRef::key`](crate::object::SecretRef::key). A secret has no literal form.
/// - A field of the pod, [`Downward`](crate::downward::Downward), or a resource of the container,
///   [`downward::Limits`](crate::downward::Limits) and [`downward::Requests`](crate::downward::Requests).
/// - A text with references to the variables above: [`text!`](crate::text).
/// - An `Option` of these. `None` leaves the variable out.
///
/// The trait is open: implement it for a type of yours by handing on to one of these.
///
/// ```
/// use podwright::env::{EnvValue, IntoEnvValue};
/// use podwright::vars;
///
/// enum LogLevel {
///     Info,
///     Debug,
/// }
///
/// impl IntoEnvValue for LogLevel {
///     fn into_env_value(self) -> Option<EnvValue> {
///         let level = match self {
///             LogLevel::Info => "info",
///             LogLevel::Debug => "debug",
///         };
///         level.into_env_value()
///     }
/// }
///
/// assert_eq!(vars! { LOG_LEVEL = LogLevel::Debug, OTHER_LEVEL = LogLevel::Info }.len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an environment variable",
    label = "not a string, an integer, a bool, a char, an IP address, nor a source of a value",
    note = "a variable takes a literal, `ConfigMapRef::key`, `SecretRef::key`, `Downward::..`, `downward::Limits::..`, `downward::Requests::..` or `text![..]`",
    note = "an environment variable cannot hold a secret literally: it is a key of a Secret, `SecretRef::new(..).key(..)`",
    note = "a float has no one form as text: format it as a string"
)]
pub trait IntoEnvValue {
    /// Returns the value, or `None` to leave the variable out.
    fn into_env_value(self) -> Option<EnvValue>;
}

impl IntoEnvValue for EnvValue {
    #[inline]
    fn into_env_value(self) -> Option<EnvValue> {
        Some(self)
    }
}

impl<T: IntoEnvValue> IntoEnvValue for Option<T> {
    fn into_env_value(self) -> Option<EnvValue> {
        self.and_then(IntoEnvValue::into_env_value)
    }
}

impl IntoEnvValue for Text {
    #[inline]
    fn into_env_value(self) -> Option<EnvValue> {
        let (text, refs) = self.into_parts();
        Some(EnvValue::text(text, refs))
    }
}

impl IntoEnvValue for VarRef {
    #[inline]
    fn into_env_value(self) -> Option<EnvValue> {
        Text::new().then(self).into_env_value()
    }
}

impl<Place: InEnv> IntoEnvValue for Downward<Place> {
    fn into_env_value(self) -> Option<EnvValue> {
        Some(EnvValue::of(Content::Field(self.into())))
    }
}

impl<Amount, Of> IntoEnvValue for ResourceField<Amount, Of> {
    fn into_env_value(self) -> Option<EnvValue> {
        Some(EnvValue::of(Content::Resource(self.into())))
    }
}
