use k8s_openapi::api::core::v1;
use k8s_openapi::api::discovery::v1::{Endpoint, EndpointPort, EndpointSlice};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::declared_port::{DeclaredPort, lacks_port};
use super::external::ExternalService;
use super::external_name::ExternalName;
use super::ip_families::IpFamilies;
use super::known::{IntoPortNumber, Known, service_handle};
use super::load_balancer::LoadBalancer;
use super::port::ServicePort;
use super::service_type::{IntoServiceType, NodePort, ServiceType};
use super::{SessionAffinity, TrafficDistribution, TrafficPolicy};
use crate::container::IntoPort;
use crate::object::ServiceRef;
use crate::object::metadata::{extend_list, metadata_setters};
use crate::rules::network::intent;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsLabel, Host, IpAddress, Labels};

/// A service: an address for pods that come and go.
///
/// `service()` of a workload makes one over its pods. What refers to the service takes its value.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::Deployment;
///
/// let http = port!("http", 8080);
/// let web = Container::new(name!("web"), image!("nginx:1.27")).port(&http);
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
///
/// let service = web.service().port(&http, 80).build()?;
/// assert_eq!(
///     podwright::to_yaml(&service)?,
///     "\
/// apiVersion: v1
/// kind: Service
/// metadata:
///   name: web
/// spec:
///   selector:
///     app.kubernetes.io/name: web
///   ports:
///   - name: http
///     port: 80
///     targetPort: http
///     protocol: TCP
/// ",
/// );
///
/// let violations = web.service().port(&port!("admin", 9000), 80).build().unwrap_err();
/// assert_eq!(
///     violations.iter().next().unwrap().to_string(),
///     r#"spec.ports[0].targetPort: Invalid value: "admin": no container of Deployment "web" declares this port; declared are "http" (8080)"#,
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/>
#[doc(alias = "ServiceSpec")]
#[derive(Clone, Debug)]
pub struct Service {
    name: DnsLabel,
    metadata: ObjectMeta,
    pub(super) spec: v1::ServiceSpec,
    pub(super) workload: Option<Workload>,
    pub(super) endpoints: Vec<IpAddress>,
}

/// The workload whose pods the service selects.
#[derive(Clone, Debug)]
pub(super) struct Workload {
    /// Its kind and name: `Deployment "web"`.
    pub(super) noun: String,
    pub(super) ports: Vec<DeclaredPort>,
}

impl Service {
    fn new(name: DnsLabel) -> Self {
        Self {
            metadata: ObjectMeta { name: Some(name.as_str().to_owned()), ..ObjectMeta::default() },
            name,
            spec: v1::ServiceSpec::default(),
            workload: None,
            endpoints: Vec::new(),
        }
    }

    /// Creates a service over the pods with these labels: several workloads, or versions of one.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let reviews = Service::over(name!("reviews"), labels! { "app" = "reviews" }).port_number(9080, 80).build()?;
    /// assert_eq!(reviews.spec.as_ref().unwrap().selector.as_ref().unwrap()["app"], "reviews");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn over(name: DnsLabel, pods: Labels) -> Self {
        Self::new(name).selector(pods)
    }

    /// Creates a headless service over the pods whose label `app.kubernetes.io/name` is its name: those of a `StatefulSet`
    /// that is called like it. For others, [`selector`](Self::selector) sets the labels.
    ///
    /// The DNS of the cluster returns the addresses of the pods, and knows each by its name.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let peers = Service::headless(name!("db")).build()?;
    /// assert_eq!(peers.spec.as_ref().unwrap().cluster_ip.as_deref(), Some("None"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#headless-services>
    #[doc(alias = "clusterIP")]
    #[must_use]
    pub fn headless(name: DnsLabel) -> Self {
        let selector = [("app.kubernetes.io/name".to_owned(), name.as_str().to_owned())];
        let mut service = Self::new(name);
        service.spec.selector = Some(selector.into());
        service.expose(ServiceType::Headless)
    }

    /// Creates a service that selects no pods: what is behind it stands in [`endpoint_slices`](Self::endpoint_slices), or is
    /// written by somebody else.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors>
    #[must_use]
    pub fn without_selector(name: DnsLabel) -> Self {
        Self::new(name)
    }

    /// Creates a service that stands for a host outside the cluster.
    #[doc(alias = "ExternalName")]
    #[must_use]
    pub fn external_name(name: DnsLabel, host: Host) -> ExternalName {
        ExternalName::new(name, host)
    }

    /// Refers to a service that others make: another team, or an operator.
    #[must_use]
    pub fn external(name: DnsLabel) -> ExternalService {
        ExternalService::new(name)
    }

    /// Creates a service over the pods of a workload.
    pub(crate) fn of_workload(
        name: DnsLabel,
        namespace: Option<&str>,
        noun: String,
        selector: std::collections::BTreeMap<String, String>,
        ports: Vec<DeclaredPort>,
    ) -> Self {
        let mut service = Self::new(name);
        service.metadata.namespace = namespace.map(str::to_owned);
        service.spec.selector = Some(selector);
        service.workload = Some(Workload { noun, ports });
        service
    }

    /// Removes the name, so that `build()` asks for one.
    pub(crate) fn without_name(mut self) -> Self {
        self.metadata.name = None;
        self
    }

    /// Sets the labels of the pods that are behind the service.
    #[must_use]
    pub fn selector(mut self, pods: Labels) -> Self {
        self.spec.selector = (!pods.is_empty()).then(|| pods.into());
        self
    }

    /// Adds a port that leads to a port of the containers, with its name and its protocol.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let (http, dns) = (port!("http", 8080), port!("dns", 5353).udp());
    /// let web = Service::over(name!("web"), labels! { "app" = "web" }).port(&http, 80).port(&dns, 53).build()?;
    /// let ports = web.spec.as_ref().unwrap().ports.as_ref().unwrap();
    /// assert_eq!(ports[1].protocol.as_deref(), Some("UDP"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "ports")]
    #[doc(alias = "targetPort")]
    #[must_use]
    pub fn port(self, target: impl IntoPort, port: impl IntoPortNumber) -> Self {
        self.ports([ServicePort::of(target, port)])
    }

    /// Adds a TCP port that leads to a number, for containers that declare no ports.
    #[doc(alias = "ports")]
    #[doc(alias = "targetPort")]
    #[must_use]
    pub fn port_number(self, target: impl IntoPortNumber, port: impl IntoPortNumber) -> Self {
        self.ports([ServicePort::number(target, port)])
    }

    /// Adds ports.
    #[must_use]
    pub fn ports(mut self, ports: impl IntoIterator<Item = ServicePort>) -> Self {
        extend_list(&mut self.spec.ports, ports.into_iter().map(Into::into));
        self
    }

    /// Sets how the service is reached: a [`NodePort`], a [`LoadBalancer`], or a [`ServiceType`]. Defaults to an address
    /// inside the cluster.
    #[doc(alias = "type")]
    #[must_use]
    pub fn expose(mut self, how: impl IntoServiceType) -> Self {
        how.into_service_type().write(&mut self.spec);
        self
    }

    /// Opens a port of every node for each port, too.
    #[doc(alias = "type")]
    #[must_use]
    pub fn node_port(self) -> Self {
        self.expose(NodePort::new())
    }

    /// Asks for a load balancer.
    #[doc(alias = "type")]
    #[must_use]
    pub fn load_balancer(self) -> Self {
        self.expose(LoadBalancer::new())
    }

    /// Asks for an address inside the cluster. Defaults to a free one.
    ///
    /// The address must be in a range that the cluster has for services.
    #[doc(alias = "clusterIP")]
    #[must_use]
    pub fn cluster_ip(mut self, ip: IpAddress) -> Self {
        self.spec.cluster_ip = Some(ip.into());
        self.spec.cluster_ips = None;
        self
    }

    /// Asks for two addresses inside the cluster, one of each IP family. The service needs both families:
    /// [`IpFamilies::require_dual_stack`].
    #[doc(alias = "clusterIPs")]
    #[must_use]
    pub fn cluster_ips(mut self, first: IpAddress, second: IpAddress) -> Self {
        self.spec.cluster_ip = Some(first.into());
        self.spec.cluster_ips = Some(vec![first.into(), second.into()]);
        self
    }

    /// Sets the IP families. Defaults to the first of the cluster.
    #[doc(alias = "ipFamilyPolicy")]
    #[must_use]
    pub fn ip_families(mut self, families: IpFamilies) -> Self {
        families.write(&mut self.spec);
        self
    }

    /// Adds addresses outside Kubernetes that lead to nodes of the cluster. Kubernetes has deprecated the field.
    #[doc(alias = "externalIPs")]
    #[must_use]
    pub fn external_ips(mut self, ips: impl IntoIterator<Item = IpAddress>) -> Self {
        extend_list(&mut self.spec.external_ips, ips.into_iter().map(Into::into));
        self
    }

    /// Sets whether the requests of one client go to one pod. Defaults to no.
    #[doc(alias = "sessionAffinityConfig")]
    #[must_use]
    pub fn session_affinity(mut self, affinity: SessionAffinity) -> Self {
        affinity.write(&mut self.spec);
        self
    }

    /// Sets which endpoints get the traffic from inside the cluster. Defaults to all.
    #[must_use]
    pub fn internal_traffic_policy(mut self, policy: TrafficPolicy) -> Self {
        self.spec.internal_traffic_policy = Some(policy.into());
        self
    }

    /// Sets which endpoints are preferred. Defaults to none.
    #[must_use]
    pub fn traffic_distribution(mut self, distribution: TrafficDistribution) -> Self {
        self.spec.traffic_distribution = Some(distribution.into());
        self
    }

    /// Publishes the addresses of pods that are not ready, for peers that find each other while they start.
    #[must_use]
    pub fn publish_not_ready_addresses(mut self) -> Self {
        self.spec.publish_not_ready_addresses = Some(true);
        self
    }

    /// Adds addresses that are behind the service, if it selects no pods.
    #[must_use]
    pub fn endpoints(mut self, ips: impl IntoIterator<Item = IpAddress>) -> Self {
        self.endpoints.extend(ips);
        self
    }

    /// Returns the objects that hold the addresses of [`endpoints`](Self::endpoints): one for each IP family.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = Service::without_selector(name!("db")).port_number(5432, 5432).endpoints([ip!("192.0.2.7")]);
    /// let slices = serde_json::to_value(db.endpoint_slices())?;
    /// assert_eq!(slices[0]["endpoints"][0]["addresses"][0], "192.0.2.7");
    /// assert_eq!(slices[0]["metadata"]["labels"]["kubernetes.io/service-name"], "db");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/>
    #[doc(alias = "EndpointSlice")]
    #[must_use]
    pub fn endpoint_slices(&self) -> Vec<EndpointSlice> {
        let of = |is_v6: bool| {
            let ips = self.endpoints.iter().filter(move |ip| std::net::IpAddr::from(**ip).is_ipv6() == is_v6);
            let endpoints: Vec<_> =
                ips.map(|ip| Endpoint { addresses: vec![ip.to_string()], ..Endpoint::default() }).collect();
            (!endpoints.is_empty()).then(|| self.endpoint_slice(is_v6, endpoints))
        };
        [of(false), of(true)].into_iter().flatten().collect()
    }

    fn endpoint_slice(&self, is_v6: bool, endpoints: Vec<Endpoint>) -> EndpointSlice {
        let name = self.name();
        let (family, suffix) = if is_v6 { ("IPv6", "ipv6") } else { ("IPv4", "ipv4") };
        let ports = self.spec.ports.iter().flatten().map(|port| EndpointPort {
            app_protocol: port.app_protocol.clone(),
            name: Some(port.name.clone().unwrap_or_default()),
            port: Some(match port.target_port {
                Some(IntOrString::Int(number)) => number,
                _ => port.port,
            }),
            protocol: port.protocol.clone(),
        });
        EndpointSlice {
            address_type: family.to_owned(),
            endpoints: endpoints.into(),
            metadata: ObjectMeta {
                name: Some(format!("{name}-{suffix}")),
                namespace: self.metadata.namespace.clone(),
                labels: Some([("kubernetes.io/service-name".to_owned(), name.to_owned())].into()),
                ..ObjectMeta::default()
            },
            ports: Some(ports.collect()),
        }
    }

    /// Returns a reference to the service.
    #[must_use]
    pub fn handle(&self) -> ServiceRef {
        // `raw_metadata` may have changed the name.
        self.name().parse().unwrap_or_else(|_| ServiceRef::new(self.name.clone()))
    }

    service_handle!();
    metadata_setters!(labels);
    metadata_setters!(identity);
    crate::conditional::conditional!();

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

    pub(super) fn name(&self) -> &str {
        self.metadata.name.as_deref().unwrap_or_default()
    }

    pub(super) fn space(&self) -> Option<&str> {
        self.metadata.namespace.as_deref()
    }

    pub(crate) fn known(&self) -> Known {
        // Who refers to the service is in its namespace.
        Known {
            name: self.name().to_owned(),
            namespace: None,
            ports: Some(self.spec.ports.clone().unwrap_or_default()),
        }
    }

    /// Returns the service, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the service breaks rules, or names a port that no container of its workload declares. The error has all of them,
    /// with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Service>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the service validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Service>, Violations> {
        let mut own = Findings::new();
        self.find_undeclared(&mut own);
        let service = v1::Service { metadata: self.metadata, spec: Some(self.spec), status: None };
        Valid::build(service, None, version, own)
    }

    /// Reports ports that no container of the workload declares. A number leads to a container that declares none, too.
    fn find_undeclared(&self, own: &mut Findings) {
        let Some(workload) = &self.workload else { return };
        for (i, port) in self.spec.ports.iter().flatten().enumerate() {
            let Some(IntOrString::String(target)) = &port.target_port else { continue };
            let protocol = port.protocol.as_deref().unwrap_or("TCP");
            let is_declared = |declared: &DeclaredPort| {
                declared.name.as_ref() == Some(target) && declared.protocol == protocol
            };
            if !workload.ports.iter().any(is_declared) {
                intent::undeclared_port(i, target, &lacks_port(&workload.noun, &workload.ports), own);
            }
        }
    }
}

impl From<&Service> for ServiceRef {
    fn from(service: &Service) -> Self {
        service.handle()
    }
}
