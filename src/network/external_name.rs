use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::known::{IntoPortNumber, Known, service_handle};
use crate::conditional::conditional;
use crate::container::IntoPort;
use crate::object::ServiceRef;
use crate::object::metadata::metadata_setters;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsLabel, Host};

/// A service that stands for a host outside the cluster, by an alias in the DNS of the cluster.
///
/// ```
/// use podwright::prelude::*;
///
/// let db = Service::external_name(name!("db"), host!("db.example.com"));
/// assert_eq!(db.address(5432).to_string(), "db:5432");
/// let db = db.build()?;
/// assert_eq!(db.spec.as_ref().unwrap().external_name.as_deref(), Some("db.example.com"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#externalname>
#[derive(Clone, Debug)]
pub struct ExternalName {
    name: DnsLabel,
    metadata: ObjectMeta,
    spec: v1::ServiceSpec,
}

/// A service of type `ExternalName` has no pods, so no port of a container is behind it.
#[diagnostic::on_unimplemented(
    message = "an external name has no pods, so no port of a container is behind it",
    label = "whoever uses the address gives the port of the host: `db.address(5432)`",
    note = "addresses outside the cluster get ports by `Service::without_selector(name).endpoints(ips)`"
)]
#[doc(hidden)]
pub trait HasPods {}

impl ExternalName {
    pub(super) fn new(name: DnsLabel, host: Host) -> Self {
        Self {
            metadata: ObjectMeta { name: Some(name.as_str().to_owned()), ..ObjectMeta::default() },
            name,
            spec: v1::ServiceSpec {
                type_: Some("ExternalName".to_owned()),
                external_name: Some(host.into()),
                ..v1::ServiceSpec::default()
            },
        }
    }

    /// Ends the name with a dot, so that resolvers do not try it with other domains first.
    #[doc(alias = "externalName")]
    #[must_use]
    pub fn fully_qualified(mut self) -> Self {
        if let Some(name) = self.spec.external_name.as_mut().filter(|name| !name.ends_with('.')) {
            name.push('.');
        }
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn port(self, _: impl IntoPort, _: impl IntoPortNumber) -> Self
    where
        for<'a> Self: HasPods,
    {
        self
    }

    /// Returns a reference to the service.
    #[must_use]
    pub fn handle(&self) -> ServiceRef {
        // `raw_metadata` may have changed the name.
        let name = self.metadata.name.as_deref().unwrap_or_default();
        name.parse().unwrap_or_else(|_| ServiceRef::new(self.name.clone()))
    }

    service_handle!();
    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the spec by hand. `build()` validates the result like any other.
    #[doc(alias = "spec")]
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ServiceSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    fn known(&self) -> Known {
        let name = self.metadata.name.clone().unwrap_or_default();
        Known { name, namespace: None, ports: self.spec.ports.clone() }
    }

    /// Returns the service, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the service breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Service>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the service validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Service>, Violations> {
        let service = v1::Service { metadata: self.metadata, spec: Some(self.spec), status: None };
        Valid::build(service, None, version, Findings::new())
    }
}
