use k8s_openapi::api::core::v1;

use crate::value::{DnsSubdomain, IpAddress};

/// A line of the hosts file: an address and the names that it has in the pod, one at least.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::{dns_subdomain, name};
/// use podwright::pod::network::HostAlias;
///
/// let alias = HostAlias::new("192.0.2.7".parse()?, name!("db")).hostname(dns_subdomain!("db.example.com"));
/// let alias = v1::HostAlias::from(alias);
/// assert_eq!(alias.ip, "192.0.2.7");
/// assert_eq!(alias.hostnames.unwrap(), ["db", "db.example.com"]);
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/>
#[derive(Clone, Debug, PartialEq)]
pub struct HostAlias(v1::HostAlias);

impl HostAlias {
    /// An address and its first name.
    #[must_use]
    pub fn new(ip: IpAddress, hostname: DnsSubdomain) -> Self {
        Self(v1::HostAlias { ip: ip.to_string(), hostnames: Some(vec![hostname.into()]) })
    }

    /// Adds a name.
    #[must_use]
    pub fn hostname(mut self, hostname: DnsSubdomain) -> Self {
        self.0.hostnames.get_or_insert_default().push(hostname.into());
        self
    }
}

impl From<HostAlias> for v1::HostAlias {
    fn from(alias: HostAlias) -> Self {
        alias.0
    }
}
