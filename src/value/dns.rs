use super::grammar::network;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// A domain in which the pod looks up short names.
    ///
    /// Such a domain is a subdomain that may hold `_` and may end with a dot, or a lone `.`. Every
    /// [`DnsSubdomain`](super::DnsSubdomain) is one.
    ///
    /// ```
    /// use podwright::value::SearchDomain;
    /// use podwright::{DnsSubdomain, dns_subdomain};
    ///
    /// let search: SearchDomain = "_tcp.example.com.".parse()?;
    /// assert_eq!(search.as_str(), "_tcp.example.com.");
    /// assert_eq!(SearchDomain::from(dns_subdomain!("example.com")).as_str(), "example.com");
    /// assert!("Example.com".parse::<SearchDomain>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config>
    #[doc(alias = "searches")]
    SearchDomain, network::dns_search
}

impl From<super::DnsSubdomain> for SearchDomain {
    #[inline]
    fn from(domain: super::DnsSubdomain) -> Self {
        Self(domain.0)
    }
}

impl FromLiteral<super::DnsLabel> for SearchDomain {
    #[inline]
    fn from_checked(literal: super::DnsLabel) -> Self {
        Self(literal.0)
    }
}

text_value! {
    /// The name of an option of the resolver, such as `ndots`: any text except the empty one.
    ///
    /// ```
    /// use podwright::value::DnsOptionName;
    ///
    /// const NDOTS: DnsOptionName = DnsOptionName::literal("ndots");
    /// assert_eq!(NDOTS.as_str(), "ndots");
    /// assert!("".parse::<DnsOptionName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config>
    #[doc(alias = "PodDNSConfigOption")]
    DnsOptionName, network::dns_option
}

text_value! {
    /// The hostname that a pod sees instead of its name: a subdomain of at most 64 characters.
    ///
    /// ```
    /// use podwright::value::HostnameOverride;
    ///
    /// assert!("db-0.example.com".parse::<HostnameOverride>().is_ok());
    /// assert!("a".repeat(65).parse::<HostnameOverride>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
    HostnameOverride, network::hostname_override
}

impl FromLiteral<super::DnsLabel> for HostnameOverride {
    #[inline]
    fn from_checked(literal: super::DnsLabel) -> Self {
        Self(literal.0)
    }
}
