use k8s_openapi::api::core::v1;

use crate::value::{DnsOptionName, IpAddress, SearchDomain};

/// How a pod resolves names: where its resolver's settings come from, and what is added to them.
///
/// A pod that takes no settings from the cluster or the node has a name server of its own, so
/// [`none`](Dns::none) asks for one.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::pod::network::Dns;
/// use podwright::dns_subdomain;
///
/// let dns = Dns::none("192.0.2.1".parse()?)
///     .search(dns_subdomain!("example.com").into())
///     .option_value("ndots".parse()?, "2");
/// let config = v1::PodDNSConfig::from(dns);
/// assert_eq!(config.nameservers.unwrap(), ["192.0.2.1"]);
/// assert_eq!(config.searches.unwrap(), ["example.com"]);
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
#[derive(Clone, Debug, PartialEq)]
pub struct Dns {
    policy: &'static str,
    config: v1::PodDNSConfig,
}

impl Dns {
    /// Names of the cluster are resolved by the cluster, all others by the servers of the node; the default.
    #[must_use]
    pub fn cluster_first() -> Self {
        Self::of("ClusterFirst")
    }

    /// The same for a pod in the network of the node, which would otherwise resolve as the node does.
    #[must_use]
    pub fn cluster_first_with_host_net() -> Self {
        Self::of("ClusterFirstWithHostNet")
    }

    /// As the node resolves names.
    #[must_use]
    pub fn default_of_node() -> Self {
        Self::of("Default")
    }

    /// By these name servers and settings alone.
    #[must_use]
    pub fn none(nameserver: IpAddress) -> Self {
        Self::of("None").nameserver(nameserver)
    }

    fn of(policy: &'static str) -> Self {
        Self { policy, config: v1::PodDNSConfig::default() }
    }

    /// Adds a name server; a pod has at most three.
    #[must_use]
    pub fn nameserver(mut self, ip: IpAddress) -> Self {
        self.config.nameservers.get_or_insert_default().push(ip.to_string());
        self
    }

    /// Adds a domain in which short names are looked up; at most 32, and 2048 characters in all.
    #[must_use]
    pub fn search(mut self, domain: SearchDomain) -> Self {
        self.config.searches.get_or_insert_default().push(domain.into());
        self
    }

    /// Adds an option of the resolver that has no value, such as `edns0`.
    #[must_use]
    pub fn option(mut self, name: DnsOptionName) -> Self {
        self.add_option(name, None);
        self
    }

    /// Adds an option of the resolver with its value, such as `ndots` with `2`.
    #[must_use]
    pub fn option_value(mut self, name: DnsOptionName, value: impl Into<String>) -> Self {
        self.add_option(name, Some(value.into()));
        self
    }

    fn add_option(&mut self, name: DnsOptionName, value: Option<String>) {
        let option = v1::PodDNSConfigOption { name: Some(name.into()), value };
        self.config.options.get_or_insert_default().push(option);
    }

    /// Writes the policy, and what was added to it, into a pod.
    pub(in crate::pod) fn put_into(self, spec: &mut v1::PodSpec) {
        spec.dns_policy = Some(self.policy.to_owned());
        spec.dns_config = Some(self.config).filter(|config| *config != v1::PodDNSConfig::default());
    }
}

/// What was added, without the policy.
impl From<Dns> for v1::PodDNSConfig {
    fn from(dns: Dns) -> Self {
        dns.config
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Dns, v1};
    use crate::value::DnsOptionName;

    fn written(dns: Dns) -> Value {
        let mut spec = v1::PodSpec::default();
        dns.put_into(&mut spec);
        serde_json::to_value(spec).unwrap()
    }

    #[test]
    fn a_policy_alone_has_no_config() {
        for (dns, policy) in [
            (Dns::cluster_first(), "ClusterFirst"),
            (Dns::cluster_first_with_host_net(), "ClusterFirstWithHostNet"),
            (Dns::default_of_node(), "Default"),
        ] {
            assert_eq!(written(dns), json!({ "containers": [], "dnsPolicy": policy }));
        }
    }

    #[test]
    fn every_setting() {
        let dns = Dns::none("192.0.2.1".parse().unwrap())
            .nameserver("2001:db8::1".parse().unwrap())
            .search("_tcp.example.com.".parse().unwrap())
            .option(DnsOptionName::literal("edns0"))
            .option_value(DnsOptionName::literal("ndots"), "2");
        assert_eq!(
            written(dns),
            json!({
                "containers": [],
                "dnsPolicy": "None",
                "dnsConfig": {
                    "nameservers": ["192.0.2.1", "2001:db8::1"],
                    "searches": ["_tcp.example.com."],
                    "options": [{ "name": "edns0" }, { "name": "ndots", "value": "2" }],
                },
            }),
        );
    }
}
