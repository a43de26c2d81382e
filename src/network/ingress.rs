use k8s_openapi::api::networking::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::backend::{Backend, IntoBackend};
use super::path::IngressPath;
use crate::conditional::conditional;
use crate::object::SecretRef;
use crate::object::metadata::metadata_setters;
use crate::rules::{Findings, KubeVersion, Path, Valid, Violations};
use crate::sealed::Sealed;
use crate::value::link::{Carried, ExternalName};
use crate::value::{DnsSubdomain, Host, OneOrMore};

/// An ingress: rules by which HTTP requests from outside the cluster reach services.
///
/// ```
/// use podwright::prelude::*;
///
/// const CERTIFICATE: SecretRef = SecretRef::literal("shop-tls");
///
/// let http = port!("http", 8080);
/// let web = Service::over(name!("web"), labels! { "app" = "web" }).port(&http, 80);
/// let api = Service::over(name!("api"), labels! { "app" = "api" }).port(&http, 80);
/// let ingress = Ingress::new(name!("shop"))
///     .ingress_class_name(name!("nginx"))
///     .route(host!("shop.example.com"), prefix!("/"), web.backend(80))
///     .route(host!("shop.example.com"), prefix!("/api"), api.backend(&http))
///     .tls([host!("shop.example.com")], &CERTIFICATE)
///     .build()?;
/// assert_eq!(
///     podwright::to_yaml(&ingress)?,
///     "\
/// apiVersion: networking.k8s.io/v1
/// kind: Ingress
/// metadata:
///   name: shop
/// spec:
///   ingressClassName: nginx
///   tls:
///   - hosts:
///     - shop.example.com
///     secretName: shop-tls
///   rules:
///   - host: shop.example.com
///     http:
///       paths:
///       - path: /
///         pathType: Prefix
///         backend:
///           service:
///             name: web
///             port:
///               number: 80
///       - path: /api
///         pathType: Prefix
///         backend:
///           service:
///             name: api
///             port:
///               number: 80
/// ",
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/>
#[doc(alias = "IngressSpec")]
#[doc(alias = "IngressRule")]
#[doc(alias = "HTTPIngressRuleValue")]
#[doc(alias = "IngressTLS")]
#[derive(Clone, Debug)]
pub struct Ingress {
    metadata: ObjectMeta,
    spec: v1::IngressSpec,
    /// The backends, with the indices of their rules and paths. The default backend has none.
    backends: Vec<(Option<(usize, usize)>, Backend)>,
    /// The secrets of certificates that are made elsewhere.
    externals: Vec<ExternalName>,
}

impl Ingress {
    /// Creates an ingress with this name. It needs a route or a default backend.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self {
            metadata: ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() },
            spec: v1::IngressSpec::default(),
            backends: Vec::new(),
            externals: Vec::new(),
        }
    }

    /// Adds a route: requests to this host with this path go to the backend. Routes to one host are one rule.
    #[doc(alias = "rules")]
    #[doc(alias = "host")]
    #[must_use]
    pub fn route(self, host: Host, path: IngressPath, backend: impl IntoBackend) -> Self {
        self.add_route(Some(host.into()), path, backend.into_backend())
    }

    /// Adds a route for requests to every host that has no rule of its own.
    #[doc(alias = "rules")]
    #[must_use]
    pub fn route_any_host(self, path: IngressPath, backend: impl IntoBackend) -> Self {
        self.add_route(None, path, backend.into_backend())
    }

    fn add_route(mut self, host: Option<String>, path: IngressPath, backend: Backend) -> Self {
        let rules = self.spec.rules.get_or_insert_default();
        let index = rules.iter().position(|rule| rule.host == host).unwrap_or(rules.len());
        if index == rules.len() {
            rules.push(v1::IngressRule { host, http: None });
        }
        if let Some(rule) = rules.get_mut(index) {
            let http = rule.http.get_or_insert_default();
            let (path_type, path) = path.into_parts();
            let place = Some((index, http.paths.len()));
            let path_type = path_type.to_owned();
            http.paths.push(v1::HTTPIngressPath { backend: backend.to_api(), path, path_type });
            self.backends.push((place, backend));
        }
        self
    }

    /// Sets the backend of requests that no route takes.
    #[must_use]
    pub fn default_backend(mut self, backend: impl IntoBackend) -> Self {
        let backend = backend.into_backend();
        self.spec.default_backend = Some(backend.to_api());
        self.backends.retain(|(place, _)| place.is_some());
        self.backends.push((None, backend));
        self
    }

    /// Adds a certificate: the secret that holds it, and the hosts that it is for.
    #[doc(alias = "hosts")]
    #[doc(alias = "secretName")]
    #[must_use]
    pub fn tls(mut self, hosts: impl OneOrMore<Host>, certificate: impl IntoCertificate) -> Self {
        let secret = certificate.into_secret();
        self.externals.extend(secret.to_external());
        self.add_tls(hosts.into_list(), Some(secret.to_name()))
    }

    /// Adds hosts with the certificate that the controller has for all.
    #[doc(alias = "tls")]
    #[must_use]
    pub fn tls_of_controller(self, hosts: impl OneOrMore<Host>) -> Self {
        self.add_tls(hosts.into_list(), None)
    }

    fn add_tls(mut self, hosts: Vec<Host>, secret_name: Option<String>) -> Self {
        let hosts = Some(hosts.into_iter().map(Into::into).collect());
        self.spec.tls.get_or_insert_default().push(v1::IngressTLS { hosts, secret_name });
        self
    }

    /// Sets the class: which controller serves the ingress. Defaults to the default class of the cluster.
    #[must_use]
    pub fn ingress_class_name(mut self, class: DnsSubdomain) -> Self {
        self.spec.ingress_class_name = Some(class.into());
        self
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the spec by hand. `build()` validates the result like any other.
    #[doc(alias = "spec")]
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::IngressSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    /// Returns the ingress, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the ingress breaks rules, or names a port that its service does not have. The error has all of them, with the paths
    /// of the fields.
    pub fn build(self) -> Result<Valid<v1::Ingress>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the ingress validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Ingress>, Violations> {
        let mut own = Findings::new();
        let spec = Path::of("spec");
        for (place, backend) in &self.backends {
            match place {
                None => backend.validate(&spec.field("defaultBackend"), &mut own),
                Some((rule, path)) => {
                    let rule = spec.item("rules", *rule);
                    let http = rule.field("http");
                    let path = http.item("paths", *path);
                    backend.validate(&path.field("backend"), &mut own);
                }
            }
        }
        let ingress = v1::Ingress { metadata: self.metadata, spec: Some(self.spec), status: None };
        let carried = Carried { externals: self.externals, ..Carried::default() };
        Valid::build_carrying(ingress, None, version, own, carried)
    }
}

/// The secret that holds a certificate and its key: a [`SecretRef`], or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the secret of a certificate",
    label = "a certificate and its key stand in a secret: `&SecretRef::literal(\"shop-tls\")`",
    note = "a controller that has a certificate for all hosts: `.tls_of_controller(hosts)`"
)]
pub trait IntoCertificate: Sealed {
    #[doc(hidden)]
    fn into_secret(self) -> SecretRef;
}

impl Sealed for SecretRef {}

impl IntoCertificate for SecretRef {
    fn into_secret(self) -> SecretRef {
        self
    }
}

impl Sealed for &SecretRef {}

impl IntoCertificate for &SecretRef {
    fn into_secret(self) -> SecretRef {
        self.clone()
    }
}
