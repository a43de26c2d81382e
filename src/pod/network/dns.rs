use k8s_openapi::api::core::v1;

use crate::value::{DnsOptionName, IpAddress, SearchDomain};

/// How a pod resolves names: the policy by which it takes settings from the cluster or the node, and settings of its own.
///
/// The constructor is the policy. A pod that takes no settings from the cluster or the node needs a name server of its own,
/// so [`none`](Dns::none) takes one.
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
#[doc(alias = "PodDNSConfig")]
#[doc(alias = "dnsConfig")]
#[derive(Clone, Debug, PartialEq)]
pub struct Dns {
    policy: &'static str,
    config: v1::PodDNSConfig,
}

impl Dns {
    /// Creates the policy `ClusterFirst`, the default: the cluster resolves its own names, the servers of the node all others.
    #[doc(alias = "dnsPolicy")]
    #[must_use]
    #[inline]
    pub fn cluster_first() -> Self {
        Self::of("ClusterFirst")
    }

    /// Creates the policy `ClusterFirstWithHostNet`: `ClusterFirst` for a pod on the host network.
    ///
    /// With `ClusterFirst` such a pod would resolve names as its node does.
    #[doc(alias = "dnsPolicy")]
    #[must_use]
    #[inline]
    pub fn cluster_first_with_host_net() -> Self {
        Self::of("ClusterFirstWithHostNet")
    }

    /// Creates the policy `Default`: the pod resolves names as its node does.
    #[doc(alias = "dnsPolicy")]
    #[must_use]
    #[inline]
    pub fn default_of_node() -> Self {
        Self::of("Default")
    }

    /// Creates the policy `None`: only this name server, and what is added here, resolves names.
    #[doc(alias = "dnsPolicy")]
    #[must_use]
    #[inline]
    pub fn none(nameserver: IpAddress) -> Self {
        Self::of("None").nameserver(nameserver)
    }

    #[inline]
    fn of(policy: &'static str) -> Self {
        Self { policy, config: v1::PodDNSConfig::default() }
    }

    /// Adds a name server. A pod has at most three.
    #[doc(alias = "nameservers")]
    #[must_use]
    #[inline]
    pub fn nameserver(self, ip: IpAddress) -> Self {
        self.nameservers([ip])
    }

    /// Adds name servers. A pod has at most three.
    #[must_use]
    pub fn nameservers(mut self, ips: impl IntoIterator<Item = IpAddress>) -> Self {
        extend(&mut self.config.nameservers, ips.into_iter().map(|ip| ip.to_string()));
        self
    }

    /// Adds a domain in which short names are looked up.
    ///
    /// A pod has at most 32 of them, with at most 2048 characters in all.
    #[doc(alias = "searches")]
    #[must_use]
    #[inline]
    pub fn search(self, domain: SearchDomain) -> Self {
        self.searches([domain])
    }

    /// Adds domains in which short names are looked up.
    ///
    /// A pod has at most 32 of them, with at most 2048 characters in all.
    #[must_use]
    pub fn searches(mut self, domains: impl IntoIterator<Item = SearchDomain>) -> Self {
        extend(&mut self.config.searches, domains.into_iter().map(Into::into));
        self
    }

    /// Adds an option of the resolver that has no value, such as `edns0`.
    #[doc(alias = "options")]
    #[must_use]
    #[inline]
    pub fn option(mut self, name: DnsOptionName) -> Self {
        self.add_option(name, None);
        self
    }

    /// Adds an option of the resolver with its value, such as `ndots` with `2`.
    #[doc(alias = "options")]
    #[must_use]
    pub fn option_value(mut self, name: DnsOptionName, value: impl Into<String>) -> Self {
        self.add_option(name, Some(value.into()));
        self
    }

    /// Changes the settings by hand, without the policy. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::pod::network::Dns;
    ///
    /// let dns = Dns::cluster_first().raw(|config| config.searches = Some(vec!["example.com".to_owned()]));
    /// assert_eq!(v1::PodDNSConfig::from(dns).searches.unwrap(), ["example.com"]);
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodDNSConfig)) -> Self {
        change(&mut self.config);
        self
    }

    #[inline]
    fn add_option(&mut self, name: DnsOptionName, value: Option<String>) {
        let option = v1::PodDNSConfigOption { name: Some(name.into()), value };
        self.config.options.get_or_insert_default().push(option);
    }

    /// Writes the policy and the settings into a pod.
    #[inline]
    pub(in crate::pod) fn put_into(self, spec: &mut v1::PodSpec) {
        spec.dns_policy = Some(self.policy.to_owned());
        spec.dns_config = Some(self.config).filter(|config| *config != v1::PodDNSConfig::default());
    }
}

/// Returns the settings, without the policy.
impl From<Dns> for v1::PodDNSConfig {
    #[inline]
    fn from(dns: Dns) -> Self {
        dns.config
    }
}

fn extend(list: &mut Option<Vec<String>>, more: impl IntoIterator<Item = String>) {
    let mut more = more.into_iter().peekable();
    if more.peek().is_some() {
        list.get_or_insert_default().extend(more);
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
            (Dns::cluster_first().nameservers([]).searches([]), "ClusterFirst"),
            (Dns::cluster_first_with_host_net(), "ClusterFirstWithHostNet"),
            (Dns::default_of_node(), "Default"),
        ] {
            assert_eq!(written(dns), json!({ "containers": [], "dnsPolicy": policy }));
        }
    }

    #[test]
    fn every_setting() {
        let dns = Dns::none("192.0.2.1".parse().unwrap())
            .nameservers(["2001:db8::1".parse().unwrap()])
            .searches(["_tcp.example.com.".parse().unwrap()])
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
