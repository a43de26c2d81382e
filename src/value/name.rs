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

/// The maximum length of a subdomain, in bytes.
#[cfg(feature = "app")]
const SUBDOMAIN_MAX: usize = 253;
/// The maximum length of a label, in bytes.
#[cfg(feature = "app")]
const LABEL_MAX: usize = 63;

/// Returns the start of a name, so that it has at most `max` bytes and ends with a letter or a digit.
#[cfg(feature = "app")]
fn start(name: &str, max: usize) -> &str {
    // A name holds ASCII only.
    name.get(..max).unwrap_or(name).trim_end_matches(['-', '.'])
}

#[cfg(feature = "app")]
impl DnsSubdomain {
    /// Returns the name with `-` and a suffix of lower-case letters and digits. The start of a long name is kept.
    pub(crate) fn suffixed(&self, suffix: &str) -> Self {
        let start = start(self.as_str(), SUBDOMAIN_MAX - 1 - suffix.len().min(SUBDOMAIN_MAX - 2));
        Self(format!("{start}-{suffix}").into())
    }

    /// Returns the name with dashes in place of dots. The start of a long name is kept.
    pub(crate) fn to_label(&self) -> DnsLabel {
        let name = self.as_str();
        if name.len() <= LABEL_MAX && !name.contains('.') {
            return DnsLabel(self.0.clone());
        }
        DnsLabel(start(name, LABEL_MAX).replace('.', "-").into())
    }
}

#[cfg(all(test, feature = "app"))]
mod tests {
    use super::{DnsLabel, DnsSubdomain};

    #[test]
    fn a_name_stays_valid_with_a_suffix_and_as_a_label() {
        let long = ["a.".repeat(126), "b".to_owned()].concat();
        for name in ["web", "a.b-c", "kube-root-ca.crt", &long, &"a".repeat(253), &["x", "-y"].concat()] {
            let name: DnsSubdomain = name.parse().unwrap();
            let suffixed = name.suffixed("0123456789");
            assert_eq!(suffixed.as_str().parse::<DnsSubdomain>(), Ok(suffixed.clone()));
            assert!(suffixed.as_str().ends_with("-0123456789"));
            let label = name.to_label();
            assert_eq!(label.as_str().parse::<DnsLabel>(), Ok(label.clone()));
        }
        assert_eq!(DnsSubdomain::literal("a.b").to_label().as_str(), "a-b");
        assert_eq!(DnsSubdomain::literal("web").suffixed("x").as_str(), "web-x");
    }
}
