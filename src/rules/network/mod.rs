//! Rules of services, ingresses and network policies.

pub(crate) mod addresses;
pub(crate) mod cidr;
pub(crate) mod exposure;
pub(crate) mod ingress;
pub(crate) mod intent;
pub(crate) mod node_ports;
pub(crate) mod policy;
pub(crate) mod service;
pub(crate) mod service_ports;
pub(crate) mod warnings;
