use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::amounts::Amounts;
use super::quota_scope::IntoScopeTerm;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::quantity::pieces;
use crate::value::words::{CountedObject, QuotaScope};
use crate::value::{DnsSubdomain, ResourcePath, Storage};

/// A quota: what all objects of a namespace may use together.
///
/// ```
/// use podwright::cluster::{Amounts, CountedObject, ResourceQuota};
/// use podwright::prelude::*;
///
/// let quota = ResourceQuota::new(name!("shop"))
///     .requests(Amounts::new().cpu(Cpu::cores(20)).extended(resource!("nvidia.com/gpu"), 2))
///     .limits(Amounts::new().cpu(Cpu::cores(40)))
///     .requests_storage(Storage::gib(500))
///     .count(CountedObject::LoadBalancers, 2)
///     .count(resource_path!("apps/deployments"), 50)
///     .build()?;
/// let hard = quota.spec.as_ref().unwrap().hard.as_ref().unwrap();
/// assert_eq!(hard["requests.nvidia.com/gpu"].0, "2");
/// assert_eq!(hard["limits.cpu"].0, "40");
/// assert_eq!(hard["count/deployments.apps"].0, "50");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/policy/resource-quotas/>
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceQuota {
    name: DnsSubdomain,
    metadata: ObjectMeta,
    spec: v1::ResourceQuotaSpec,
}

impl ResourceQuota {
    /// Creates a quota with this name that limits nothing.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self { name, metadata: ObjectMeta::default(), spec: v1::ResourceQuotaSpec::default() }
    }

    /// Adds the most that the requests of all pods may be together.
    #[doc(alias = "hard")]
    #[must_use]
    pub fn requests(self, amounts: Amounts) -> Self {
        self.prefixed("requests", amounts)
    }

    /// Adds the most that the limits of all pods may be together. Extended resources have no quota of their limits: that of
    /// their requests says the same.
    #[doc(alias = "hard")]
    #[must_use]
    pub fn limits(self, amounts: Amounts) -> Self {
        self.prefixed("limits", amounts)
    }

    /// Sets the most storage that all claims may request together.
    #[doc(alias = "requests.storage")]
    #[doc(alias = "hard")]
    #[must_use]
    pub fn requests_storage(self, amount: Storage) -> Self {
        self.with("requests.storage".to_owned(), amount.into())
    }

    /// Sets the most storage that all claims of a class may request together.
    ///
    /// ```
    /// use podwright::cluster::ResourceQuota;
    /// use podwright::prelude::*;
    ///
    /// let fast = name!("fast");
    /// let quota = ResourceQuota::new(name!("shop")).class_storage(&fast, Storage::gib(50)).class_claims(&fast, 5).build()?;
    /// let hard = quota.spec.as_ref().unwrap().hard.as_ref().unwrap();
    /// assert_eq!(hard["fast.storageclass.storage.k8s.io/requests.storage"].0, "50Gi");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "hard")]
    #[must_use]
    pub fn class_storage(self, class: &DnsSubdomain, amount: Storage) -> Self {
        self.with(format!("{class}.storageclass.storage.k8s.io/requests.storage"), amount.into())
    }

    /// Sets the most claims of a storage class.
    #[doc(alias = "hard")]
    #[must_use]
    pub fn class_claims(self, class: &DnsSubdomain, count: u32) -> Self {
        self.with(format!("{class}.storageclass.storage.k8s.io/persistentvolumeclaims"), pieces(count))
    }

    /// Sets the most objects of a kind: by a word of their own, or of any kind with the resource `count/RESOURCE.GROUP`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count>
    #[doc(alias = "hard")]
    #[must_use]
    pub fn count(self, objects: impl IntoCounted, count: u32) -> Self {
        self.with(objects.into_counted(), pieces(count))
    }

    /// Limits the quota to objects of a scope, or of a class. A further scope limits it more.
    ///
    /// A [`QuotaScope`] is written to `scopes`, a [`ScopeTerm`](super::ScopeTerm) to `scopeSelector`.
    ///
    /// ```
    /// use podwright::cluster::{CountedObject, QuotaScope, ResourceQuota};
    /// use podwright::prelude::*;
    ///
    /// let quota = ResourceQuota::new(name!("jobs"))
    ///     .count(CountedObject::Pods, 10)
    ///     .scope(QuotaScope::Terminating)
    ///     .build()?;
    /// assert_eq!(quota.spec.as_ref().unwrap().scopes.as_deref(), Some(&["Terminating".to_owned()][..]));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "scopes")]
    #[doc(alias = "scopeSelector")]
    #[doc(alias = "matchExpressions")]
    #[must_use]
    pub fn scope(mut self, scope: impl IntoScopeTerm) -> Self {
        let term = v1::ScopedResourceSelectorRequirement::from(scope.into_term());
        let is_plain = term.operator == "Exists" && term.scope_name.parse::<QuotaScope>().is_ok();
        if is_plain {
            self.spec.scopes.get_or_insert_default().push(term.scope_name);
        } else {
            let selector = self.spec.scope_selector.get_or_insert_default();
            selector.match_expressions.get_or_insert_default().push(term);
        }
        self
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Changes the spec by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ResourceQuotaSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    /// Returns the quota, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the quota breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::ResourceQuota>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the quota validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ResourceQuota>, Violations> {
        let mut metadata = self.metadata;
        metadata.name.get_or_insert_with(|| self.name.into());
        let quota = v1::ResourceQuota { metadata, spec: Some(self.spec), status: None };
        Valid::build(quota, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    fn with(mut self, resource: String, amount: Quantity) -> Self {
        self.spec.hard.get_or_insert_default().insert(resource, amount);
        self
    }

    fn prefixed(self, prefix: &str, amounts: Amounts) -> Self {
        BTreeMap::from(amounts)
            .into_iter()
            .fold(self, |quota, (name, amount)| quota.with(format!("{prefix}.{name}"), amount))
    }
}

/// What a quota counts: a [`CountedObject`], or a kind of resource.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a quota counts",
    label = "a quota counts a `CountedObject`, or a kind: `resource_path!(\"apps/deployments\")`",
    note = "as in `.count(CountedObject::Pods, 10)`"
)]
pub trait IntoCounted: sealed::Sealed {
    #[doc(hidden)]
    fn into_counted(self) -> String;
}

impl IntoCounted for CountedObject {
    fn into_counted(self) -> String {
        self.into()
    }
}

impl IntoCounted for ResourcePath {
    fn into_counted(self) -> String {
        let dot = if self.group().is_empty() { "" } else { "." };
        format!("count/{}{dot}{}", self.resource(), self.group())
    }
}

mod sealed {
    use super::{CountedObject, ResourcePath};

    pub trait Sealed {}

    impl Sealed for CountedObject {}
    impl Sealed for ResourcePath {}
}
