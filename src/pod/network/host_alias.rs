use k8s_openapi::api::core::v1;

use crate::value::{DnsSubdomain, IpAddress};

/// A line of the pod's hosts file: an address and its names, of which there is at least one.
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
    /// Creates a line of an address and its first name.
    #[doc(alias = "ip")]
    #[must_use]
    #[inline]
    pub fn new(ip: IpAddress, hostname: DnsSubdomain) -> Self {
        Self(v1::HostAlias { ip: ip.to_string(), hostnames: Some(vec![hostname.into()]) })
    }

    /// Adds a name.
    #[doc(alias = "hostnames")]
    #[must_use]
    #[inline]
    pub fn hostname(self, hostname: DnsSubdomain) -> Self {
        self.hostnames([hostname])
    }

    /// Adds names.
    #[must_use]
    pub fn hostnames(mut self, hostnames: impl IntoIterator<Item = DnsSubdomain>) -> Self {
        self.0.hostnames.get_or_insert_default().extend(hostnames.into_iter().map(Into::into));
        self
    }

    /// Changes the line by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::name;
    /// use podwright::pod::network::HostAlias;
    ///
    /// let alias = HostAlias::new("192.0.2.7".parse()?, name!("db")).raw(|alias| alias.ip = "192.0.2.8".to_owned());
    /// assert_eq!(v1::HostAlias::from(alias).ip, "192.0.2.8");
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::HostAlias)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<HostAlias> for v1::HostAlias {
    #[inline]
    fn from(alias: HostAlias) -> Self {
        alias.0
    }
}
