//! Services, ingresses and network policies: how pods are reached, and by whom.
//!
//! A service is made from a workload, which gives it the labels of its pods and knows their ports. Where the address of a
//! service stands in a value, or a service is the backend of an ingress, the value of the service is given.
//!
//! ```
//! use podwright::prelude::*;
//! use podwright::workload::Deployment;
//!
//! let http = port!("http", 8080);
//! let web = Container::new(name!("web"), image!("nginx:1.27")).port(&http);
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
//!
//! let service = web.service().port(&http, 80);
//! let ingress = Ingress::new(name!("web"))
//!     .route(host!("shop.example.com"), prefix!("/"), service.backend(80))
//!     .build()?;
//! let policy = NetworkPolicy::over(name!("web"), web.pods()).allow_from(Peer::every_namespace(), &http).build()?;
//!
//! let service = service.build()?;
//! let port = &service.spec.as_ref().unwrap().ports.as_ref().unwrap()[0];
//! assert_eq!((port.port, port.name.as_deref()), (80, Some("http")));
//! assert_eq!(ingress.spec.as_ref().unwrap().rules.as_ref().unwrap().len(), 1);
//! assert_eq!(policy.spec.as_ref().unwrap().policy_types.as_deref(), Some(&["Ingress".to_owned()][..]));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | a workload | `web.service()`, and `web.service_named(name)` for a second one |
//! | pods of several workloads | [`Service::over(name, labels)`](Service::over) |
//! | a StatefulSet | [`Service::headless(name)`](Service::headless), which its constructor takes |
//! | addresses outside the cluster | [`Service::without_selector(name)`](Service::without_selector) with [`endpoints`](Service::endpoints) |
//! | a host outside the cluster | [`Service::external_name(name, host)`](Service::external_name) |
//! | a service that others make | [`Service::external(name)`](Service::external) |
//! | services that need each other | [`service!`](crate::service) |
//! | a port of a container | `.port(&http, 80)` |
//! | a service that is reached from outside | `.expose(NodePort::new())`, `.expose(LoadBalancer::new())` |
//! | the address of a service in a variable | `.env(vars! { CATALOG_ADDR = catalog.address(&grpc) })`, or `url`, or `host` |
//! | HTTP from outside the cluster | [`Ingress::new(name)`](Ingress::new)`.route(host!("shop.example.com"), prefix!("/"), service.backend(80))` |
//! | pods that few may reach | [`NetworkPolicy::over(name, web.pods())`](NetworkPolicy::over)`.allow_from(peer, &http)` |
//! | connections of an application, and no others | [`Connections::new()`](Connections::new)`.allow(&web, &db, &postgres).deny_by_default()` |
//! | a namespace in which nothing is allowed | [`NetworkPolicy::over_all(name)`](NetworkPolicy::over_all)`.deny_ingress().deny_egress()` |
//!
//! [`Pods`], which `web.pods()` returns, also selects for [`Spread`](crate::pod::placement::Spread) and
//! [`PodTerm`](crate::pod::placement::PodTerm). The workloads are in [`workload`](crate::workload).
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/>

mod address;
mod affinity;
mod backend;
mod connections;
mod declared;
mod declared_port;
mod external;
mod external_name;
mod ingress;
mod ip_families;
mod known;
mod load_balancer;
mod path;
mod peer;
mod pods;
mod policy;
mod policy_port;
mod port;
mod service;
mod service_type;

pub use address::ServiceAddress;
pub use affinity::SessionAffinity;
pub use backend::{Backend, IntoBackend, ResourceBackend};
#[doc(hidden)]
pub use connections::{Addressed, Destination};
pub use connections::{Connections, ConnectsFrom, ConnectsTo, SelectedPods};
#[doc(hidden)]
pub use declared::DeclaredService;
pub use declared::ServicePortOf;
pub(crate) use declared_port::DeclaredPort;
pub use external::ExternalService;
pub use external_name::ExternalName;
pub use ingress::{Ingress, IntoCertificate};
pub use ip_families::IpFamilies;
#[doc(hidden)]
pub use known::PortChoice;
pub use known::{ChoosePort, IntoNodePort, IntoPortNumber};
pub use load_balancer::{IntoExternalTraffic, LoadBalancer, LocalTraffic};
pub use path::IngressPath;
pub use peer::{AnyPeer, IntoPolicyPeers, IpBlock, Peer};
pub use pods::Pods;
pub use policy::NetworkPolicy;
#[doc(hidden)]
pub use policy_port::OnePort;
pub use policy_port::{AllPorts, IntoPolicyPorts, PolicyPort};
pub use port::ServicePort;
pub use service::Service;
pub use service_type::{IntoServiceType, NodePort, ServiceType};

pub use crate::value::words::{IpFamily, IpFamilyPolicy, TrafficDistribution, TrafficPolicy};
