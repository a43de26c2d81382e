use super::grammar::network;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// A domain in which the pod looks up short names.
    ///
    /// A subdomain that may hold `_` and may end with a dot, or a lone `.`. A [`Subdomain`](super::Subdomain) is one.
    ///
    /// ```
    /// use podwright::value::SearchDomain;
    /// use podwright::{Subdomain, subdomain};
    ///
    /// let search: SearchDomain = "_tcp.example.com.".parse()?;
    /// assert_eq!(search.as_str(), "_tcp.example.com.");
    /// assert_eq!(SearchDomain::from(subdomain!("example.com")).as_str(), "example.com");
    /// assert!("Example.com".parse::<SearchDomain>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config>
    SearchDomain, network::dns_search
}

impl From<super::Subdomain> for SearchDomain {
    fn from(domain: super::Subdomain) -> Self {
        Self(domain.0)
    }
}

impl FromLiteral<super::Name> for SearchDomain {
    fn from_literal(literal: super::Name) -> Self {
        Self(literal.0)
    }
}

text_value! {
    /// The name of an option of the resolver, such as `ndots`: any text but the empty one.
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
    DnsOptionName, network::dns_option
}

text_value! {
    /// The name that a pod sees as its own in place of the usual one: a subdomain of at most 64 characters.
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

impl FromLiteral<super::Name> for HostnameOverride {
    fn from_literal(literal: super::Name) -> Self {
        Self(literal.0)
    }
}
