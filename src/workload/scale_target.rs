use k8s_openapi::Resource;
use k8s_openapi::api::autoscaling::v2;

use crate::value::DnsSubdomain;

/// An object that an autoscaler refers to: the workload whose pods it counts, or what a metric is about.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = ScaleTarget::of::<k8s_openapi::api::apps::v1::Deployment>(name!("web"));
/// let rollout = ScaleTarget::custom("argoproj.io/v1alpha1", "Rollout", name!("web"));
/// # let _ = (web, rollout);
/// ```
#[doc(alias = "CrossVersionObjectReference")]
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleTarget {
    api_version: String,
    kind: String,
    name: DnsSubdomain,
}

impl ScaleTarget {
    /// Refers to an object of a kind of Kubernetes.
    #[doc(alias = "apiVersion")]
    #[must_use]
    pub fn of<K: Resource>(name: DnsSubdomain) -> Self {
        Self { api_version: K::API_VERSION.to_owned(), kind: K::KIND.to_owned(), name }
    }

    /// Refers to an object of any kind: a custom resource that has a subresource `scale`.
    ///
    /// The version has a group: `argoproj.io/v1alpha1`. `build()` reports another.
    #[doc(alias = "apiVersion")]
    #[must_use]
    pub fn custom(api_version: impl Into<String>, kind: impl Into<String>, name: DnsSubdomain) -> Self {
        Self { api_version: api_version.into(), kind: kind.into(), name }
    }

    pub(super) fn to_reference(&self) -> v2::CrossVersionObjectReference {
        v2::CrossVersionObjectReference {
            api_version: Some(self.api_version.clone()),
            kind: self.kind.clone(),
            name: self.name.as_str().to_owned(),
        }
    }
}
