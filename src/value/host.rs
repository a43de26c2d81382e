use super::DnsSubdomain;
use super::grammar::service;
use super::text::text_value;

text_value! {
    /// The name of a host: a subdomain, which may begin with `*.` for all names that have one more part.
    ///
    /// [`host!`](crate::host) makes one of a literal. An IP address is none.
    ///
    /// ```
    /// use podwright::host;
    /// use podwright::value::Host;
    ///
    /// let shop: Host = host!("shop.example.com");
    /// assert_eq!("shop.example.com".parse(), Ok(shop));
    /// assert!(host!("*.example.com").is_wildcard());
    /// assert!("shop.*.com".parse::<Host>().is_err());
    /// assert!("192.0.2.7".parse::<Host>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards>
    #[doc(alias = "hosts")]
    Host, service::host_name
}

impl Host {
    /// Returns whether the name stands for all names that have one more part.
    #[must_use]
    #[inline]
    pub fn is_wildcard(&self) -> bool {
        self.as_str().starts_with('*')
    }
}

/// Takes the name as a host. A name that is an IP address is refused.
impl TryFrom<DnsSubdomain> for Host {
    type Error = super::ParseError;

    #[inline]
    fn try_from(name: DnsSubdomain) -> Result<Self, super::ParseError> {
        String::from(name).try_into()
    }
}
