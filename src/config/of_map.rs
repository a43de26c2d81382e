use std::fmt;
use std::marker::PhantomData;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::declared::{Data, DeclaredConfigMap, Form};
use super::hash;
use super::key::FillsConfigMap;
use crate::conditional::conditional;
use crate::object::metadata::metadata_setters;
use crate::rules::{Findings, KubeVersion, Valid, Violations, config as rules};
use crate::value::{Annotations, DnsSubdomain};

/// The object of a declared ConfigMap. [`DeclaredConfigMap::builder`] and [`DeclaredConfigMap::with`] begin it.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map! {
///     pub WebConfig = "web-config" {
///         LEVEL = "level": "info",
///         REGION = "region",
///         HOST = "host",
///     }
/// }
///
/// let map = WebConfig.with(WebConfig::REGION, "eu").with(WebConfig::HOST, "db").namespace(name!("shop")).build()?;
/// assert_eq!(map.data.as_ref().unwrap().len(), 3);
///
/// let violations = WebConfig.with(WebConfig::REGION, "eu").build().unwrap_err();
/// assert_eq!(violations.iter().next().unwrap().field(), "data[host]");
/// # Ok::<(), podwright::Error>(())
/// ```
#[doc(alias = "ConfigMap")]
pub struct ConfigMapOf<M> {
    object: v1::ConfigMap,
    of: PhantomData<fn() -> M>,
}

impl<M: DeclaredConfigMap> ConfigMapOf<M> {
    pub(super) fn new() -> Self {
        let metadata = ObjectMeta { name: Some(M::name().into()), ..ObjectMeta::default() };
        let mut object = v1::ConfigMap { metadata, ..v1::ConfigMap::default() };
        for (key, data) in M::DATA {
            match data {
                Data::Text(text) => {
                    object.data.get_or_insert_default().insert((*key).to_owned(), (*text).to_owned());
                }
                Data::Binary(bytes) => {
                    let bytes = ByteString(bytes.to_vec());
                    object.binary_data.get_or_insert_default().insert((*key).to_owned(), bytes);
                }
                Data::Required | Data::Optional | Data::Elsewhere => {}
            }
        }
        if M::FORM != Form::Plain {
            object.immutable = Some(true);
        }
        Self { object, of: PhantomData }
    }

    /// Gives a key its value. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "data")]
    pub fn with(mut self, key: impl FillsConfigMap<M>, value: impl Into<String>) -> Self {
        self.object.data.get_or_insert_default().insert(key.into_text().to_owned(), value.into());
        self
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the map by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ConfigMap)) -> Self {
        change(&mut self.object);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.object.metadata
    }

    /// Returns the annotation that makes a workload replace its pods when a value changes.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// config_map!(WebConfig = "web-config" { LEVEL = "level": "info", REGION = "region" });
    ///
    /// let eu = WebConfig.with(WebConfig::REGION, "eu").checksum();
    /// assert_ne!(eu, WebConfig.with(WebConfig::REGION, "us").checksum());
    /// let template = PodTemplate::builder().annotations(eu);
    /// ```
    ///
    /// See [the module](crate::config#when-a-value-changes) for what to use when.
    #[must_use]
    pub fn checksum(&self) -> Annotations {
        hash::annotation("configmap", &M::NAME, hash::of_config_map(&self.object))
    }

    /// Returns the map, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If a key that is declared without a value has none, or if the map breaks rules. The error has all of them.
    pub fn build(self) -> Result<Valid<v1::ConfigMap>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the map validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ConfigMap>, Violations> {
        let mut own = Findings::new();
        for (key, data) in M::DATA {
            let has = self.object.data.as_ref().is_some_and(|texts| texts.contains_key(*key))
                || self.object.binary_data.as_ref().is_some_and(|bytes| bytes.contains_key(*key));
            if matches!(data, Data::Required) && !has {
                rules::config_map::report_owed(key, &mut own);
            }
        }
        Valid::build(self.object, None, version, own)
    }
}

impl<M> Clone for ConfigMapOf<M> {
    fn clone(&self) -> Self {
        Self { object: self.object.clone(), of: PhantomData }
    }
}

impl<M> fmt::Debug for ConfigMapOf<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConfigMapOf").field(&self.object).finish()
    }
}

/// Returns the name of a declared map that is named by its content.
#[doc(hidden)]
#[must_use]
pub fn hashed_name<M: DeclaredConfigMap>() -> DnsSubdomain {
    let texts = M::DATA.iter().filter_map(|(key, data)| match data {
        Data::Text(text) => Some((*key, text.as_bytes())),
        _ => None,
    });
    let bytes = M::DATA.iter().filter_map(|(key, data)| match data {
        Data::Binary(bytes) => Some((*key, *bytes)),
        _ => None,
    });
    M::NAME.suffixed(&hash::of_entries(&texts.collect(), &bytes.collect()))
}
