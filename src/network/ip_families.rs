use k8s_openapi::api::core::v1;

use crate::value::words::{IpFamily, IpFamilyPolicy};

/// The IP families of a service: one, or both.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" })
///     .port_number(8080, 80)
///     .ip_families(IpFamilies::require_dual_stack().first(IpFamily::V6))
///     .build()?;
/// let spec = web.spec.as_ref().unwrap();
/// assert_eq!(spec.ip_family_policy.as_deref(), Some("RequireDualStack"));
/// assert_eq!(spec.ip_families.as_deref(), Some(&["IPv6".to_owned(), "IPv4".to_owned()][..]));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpFamilies {
    policy: IpFamilyPolicy,
    first: Option<IpFamily>,
}

impl IpFamilies {
    /// Creates the choice of one family.
    #[doc(alias = "SingleStack")]
    #[must_use]
    pub const fn single(family: IpFamily) -> Self {
        Self { policy: IpFamilyPolicy::SingleStack, first: Some(family) }
    }

    /// Creates the choice of both families, or of one in a cluster that has one.
    #[doc(alias = "PreferDualStack")]
    #[must_use]
    pub const fn prefer_dual_stack() -> Self {
        Self { policy: IpFamilyPolicy::PreferDualStack, first: None }
    }

    /// Creates the choice of both families. A cluster that has one refuses the service.
    #[doc(alias = "RequireDualStack")]
    #[must_use]
    pub const fn require_dual_stack() -> Self {
        Self { policy: IpFamilyPolicy::RequireDualStack, first: None }
    }

    /// Sets the family of the first cluster IP. Defaults to that of the cluster.
    ///
    /// With both families, both are written: an API server adds the second one otherwise, and then refuses to apply the
    /// service again without it. A cluster that has one family refuses a service that names both. Name no family for a service
    /// that is to run in clusters of one family and of both.
    #[must_use]
    pub const fn first(mut self, family: IpFamily) -> Self {
        self.first = Some(family);
        self
    }

    pub(super) fn write(self, spec: &mut v1::ServiceSpec) {
        spec.ip_family_policy = Some(self.policy.into());
        spec.ip_families = self.first.map(|first| {
            let is_single = self.policy == IpFamilyPolicy::SingleStack;
            let second = IpFamily::ALL.iter().copied().filter(|family| !is_single && *family != first);
            [first].into_iter().chain(second).map(Into::into).collect()
        });
    }
}
