use k8s_openapi::api::core::v1::TypedLocalObjectReference;
use k8s_openapi::api::networking::v1::{IngressBackend, IngressServiceBackend, ServiceBackendPort};

use super::known::{Known, PortChoice};
use crate::rules::network::intent;
use crate::rules::{Findings, Path};
use crate::sealed::Sealed;
use crate::value::{DnsSubdomain, ObjectKind};

/// Where an ingress sends requests: a port of a service. `service.backend(80)` makes one.
///
/// It keeps what the service has, so that the `build()` of the ingress reports a port that the service lacks.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" }).port(&port!("http", 8080), 80);
/// let ingress = Ingress::new(name!("web")).route(host!("shop.example.com"), prefix!("/"), web.backend(81));
/// assert_eq!(
///     ingress.build().unwrap_err().iter().next().unwrap().to_string(),
///     "spec.rules[0].http.paths[0].backend.service.port: Invalid value: 81: \
///      Service \"web\" has no such port; it has \"http\" (80)",
/// );
/// ```
#[doc(alias = "IngressBackend")]
#[doc(alias = "IngressServiceBackend")]
#[derive(Clone, Debug, PartialEq)]
pub struct Backend(Of);

#[derive(Clone, Debug, PartialEq)]
enum Of {
    Service(Known, PortChoice),
    Resource(TypedLocalObjectReference),
}

impl Backend {
    pub(super) fn of(service: Known, port: PortChoice) -> Self {
        Self(Of::Service(service, port))
    }

    /// Returns the backend as the API has it.
    pub(super) fn to_api(&self) -> IngressBackend {
        match &self.0 {
            Of::Service(service, choice) => {
                let port = match choice {
                    PortChoice::Name(name) => {
                        ServiceBackendPort { name: Some(name.as_str().to_owned()), number: None }
                    }
                    PortChoice::Number(_) | PortChoice::Target(_) => {
                        let number = service.number_of(choice).unwrap_or_else(|| choice.number());
                        ServiceBackendPort { name: None, number: Some(number) }
                    }
                };
                let service = IngressServiceBackend { name: service.name.clone(), port: Some(port) };
                IngressBackend { service: Some(service), resource: None }
            }
            Of::Resource(resource) => IngressBackend { service: None, resource: Some(resource.clone()) },
        }
    }

    /// Reports a port that the service does not have.
    pub(super) fn validate(&self, at: &Path<'_>, findings: &mut Findings) {
        if let Of::Service(service, choice) = &self.0
            && service.number_of(choice).is_none()
        {
            intent::unknown_port(at, &choice.shown(), &service.no_port(), findings);
        }
    }
}

/// An object of the ingress controller as a backend, such as a storage bucket.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::value::ObjectKind;
///
/// let assets = ResourceBackend::new(ObjectKind::literal("StorageBucket"), name!("assets"))
///     .api_group(dns_subdomain!("k8s.example.com"));
/// let ingress = Ingress::new(name!("web")).default_backend(assets).build()?;
/// let backend = ingress.spec.as_ref().unwrap().default_backend.as_ref().unwrap();
/// assert_eq!(backend.resource.as_ref().unwrap().kind, "StorageBucket");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend>
#[doc(alias = "TypedLocalObjectReference")]
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceBackend(TypedLocalObjectReference);

impl ResourceBackend {
    /// Refers to an object of the core group.
    #[must_use]
    pub fn new(kind: ObjectKind, name: DnsSubdomain) -> Self {
        Self(TypedLocalObjectReference { api_group: None, kind: kind.into(), name: name.into() })
    }

    /// Sets the API group of the kind.
    #[must_use]
    pub fn api_group(mut self, group: DnsSubdomain) -> Self {
        self.0.api_group = Some(group.into());
        self
    }
}

/// Where an ingress sends requests: a port of a service, or a resource.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a backend of an ingress",
    label = "a backend is a port of a service: `service.backend(80)`",
    note = "a service that others make: `Service::external(name!(\"web\")).backend(80)`"
)]
pub trait IntoBackend: Sealed {
    #[doc(hidden)]
    fn into_backend(self) -> Backend;
}

impl Sealed for Backend {}

impl IntoBackend for Backend {
    fn into_backend(self) -> Backend {
        self
    }
}

impl Sealed for ResourceBackend {}

impl IntoBackend for ResourceBackend {
    fn into_backend(self) -> Backend {
        Backend(Of::Resource(self.0))
    }
}
