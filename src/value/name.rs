use super::grammar;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// An RFC 1123 label: the name of a container, a volume, a namespace or a claim.
    ///
    /// 1 to 63 characters of `a-z`, `0-9` and `-`, the first and the last a letter or a digit. [`name!`](crate::name) makes
    /// one of a literal, [`DnsLabel::literal`] one for a constant.
    ///
    /// ```
    /// use podwright::{DnsLabel, name};
    ///
    /// let name: DnsLabel = name!("web-1");
    /// assert_eq!(name.as_str(), "web-1");
    /// assert_eq!("web-1".parse(), Ok(name));
    /// assert!("web.1".parse::<DnsLabel>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names>
    DnsLabel, grammar::label
}

text_value! {
    /// An RFC 1123 subdomain: the name of a pod, a secret, a config map, a node or a class.
    ///
    /// Labels joined by dots, at most 253 characters in all. Every [`DnsLabel`] is one.
    /// [`dns_subdomain!`](crate::dns_subdomain) makes one of a literal with dots.
    ///
    /// ```
    /// use podwright::{DnsLabel, DnsSubdomain, dns_subdomain};
    ///
    /// let name: DnsSubdomain = dns_subdomain!("wildcard.example.com-tls");
    /// assert_eq!(name.as_str(), "wildcard.example.com-tls");
    /// assert_eq!(DnsSubdomain::from(DnsLabel::literal("web")).as_str(), "web");
    /// assert!("a..b".parse::<DnsSubdomain>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names>
    DnsSubdomain, grammar::subdomain
}

impl From<DnsLabel> for DnsSubdomain {
    #[inline]
    fn from(name: DnsLabel) -> Self {
        Self(name.0)
    }
}

impl FromLiteral<DnsLabel> for DnsSubdomain {
    #[inline]
    fn from_checked(literal: DnsLabel) -> Self {
        literal.into()
    }
}

text_value! {
    /// The start of a name that the API server completes with random characters: a subdomain that may end with `-`.
    ///
    /// [`generate_name!`](crate::generate_name) makes one of a literal.
    ///
    /// ```
    /// use podwright::generate_name;
    ///
    /// assert_eq!(generate_name!("job-").as_str(), "job-");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values>
    GenerateName, grammar::generate_name
}
