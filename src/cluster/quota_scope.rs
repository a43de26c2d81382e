use k8s_openapi::api::core::v1::ScopedResourceSelectorRequirement;

use crate::object::PriorityClassRef;
use crate::value::words::QuotaScope;
use crate::value::{DnsSubdomain, OneOrMore};

/// A statement about the objects that a quota counts: of a scope, or of a class.
///
/// A [`QuotaScope`] alone is such a statement: the object is of the scope.
///
/// ```
/// use podwright::cluster::{CountedObject, ResourceQuota, ScopeTerm};
/// use podwright::prelude::*;
///
/// let important = PriorityClassRef::new(name!("important"));
/// let quota = ResourceQuota::new(name!("important"))
///     .count(CountedObject::Pods, 10)
///     .scope(ScopeTerm::priority_class_in([important]))
///     .build()?;
/// let selector = quota.spec.as_ref().unwrap().scope_selector.as_ref().unwrap();
/// assert_eq!(selector.match_expressions.as_ref().unwrap()[0].operator, "In");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass>
#[doc(alias = "scopeSelector")]
#[doc(alias = "ScopedResourceSelectorRequirement")]
#[derive(Clone, Debug, PartialEq)]
pub struct ScopeTerm(ScopedResourceSelectorRequirement);

impl ScopeTerm {
    /// Pods of one of these priority classes.
    #[doc(alias = "scopeName")]
    #[must_use]
    pub fn priority_class_in(classes: impl OneOrMore<PriorityClassRef>) -> Self {
        Self::of(QuotaScope::PriorityClass, "In", names(classes))
    }

    /// Pods of another priority class than these.
    #[doc(alias = "scopeName")]
    #[must_use]
    pub fn priority_class_not_in(classes: impl OneOrMore<PriorityClassRef>) -> Self {
        Self::of(QuotaScope::PriorityClass, "NotIn", names(classes))
    }

    /// Pods that name no priority class.
    #[doc(alias = "scopeName")]
    #[must_use]
    pub fn no_priority_class() -> Self {
        Self::of(QuotaScope::PriorityClass, "DoesNotExist", Vec::new())
    }

    /// Claims of one of these volume attributes classes.
    #[doc(alias = "scopeName")]
    #[must_use]
    pub fn volume_attributes_class_in(classes: impl OneOrMore<DnsSubdomain>) -> Self {
        let names = classes.into_list().into_iter().map(Into::into).collect();
        Self::of(QuotaScope::VolumeAttributesClass, "In", names)
    }

    /// Claims of another volume attributes class than these.
    #[doc(alias = "scopeName")]
    #[must_use]
    pub fn volume_attributes_class_not_in(classes: impl OneOrMore<DnsSubdomain>) -> Self {
        let names = classes.into_list().into_iter().map(Into::into).collect();
        Self::of(QuotaScope::VolumeAttributesClass, "NotIn", names)
    }

    fn of(scope: QuotaScope, operator: &str, values: Vec<String>) -> Self {
        Self(ScopedResourceSelectorRequirement {
            scope_name: scope.into(),
            operator: operator.to_owned(),
            values: (!values.is_empty()).then_some(values),
        })
    }
}

impl From<ScopeTerm> for ScopedResourceSelectorRequirement {
    fn from(term: ScopeTerm) -> Self {
        term.0
    }
}

fn names(classes: impl OneOrMore<PriorityClassRef>) -> Vec<String> {
    classes.into_list().iter().map(PriorityClassRef::to_name).collect()
}

/// What limits a quota to some objects: a [`QuotaScope`], or a [`ScopeTerm`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no scope of a quota",
    label = "a scope is a `QuotaScope`, or a `ScopeTerm` about a class",
    note = "as in `.scope(QuotaScope::NotTerminating)`, `.scope(ScopeTerm::priority_class_in([class]))`"
)]
pub trait IntoScopeTerm: sealed::Sealed {
    #[doc(hidden)]
    fn into_term(self) -> ScopeTerm;
}

impl IntoScopeTerm for QuotaScope {
    fn into_term(self) -> ScopeTerm {
        ScopeTerm::of(self, "Exists", Vec::new())
    }
}

impl IntoScopeTerm for ScopeTerm {
    fn into_term(self) -> ScopeTerm {
        self
    }
}

mod sealed {
    use super::{QuotaScope, ScopeTerm};

    pub trait Sealed {}

    impl Sealed for QuotaScope {}
    impl Sealed for ScopeTerm {}
}
