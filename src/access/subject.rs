use k8s_openapi::api::rbac::v1;

use super::account::ServiceAccount;
use crate::object::ServiceAccountRef;
use crate::rules::RBAC;
use crate::value::DnsLabel;

/// Who gets a role: a user, a group, or the service account of a namespace.
///
/// ```
/// use podwright::prelude::*;
///
/// let subject = Subject::account(&ServiceAccountRef::new(name!("prometheus")), name!("monitoring"));
/// let binding = RoleBinding::new(name!("scrape"), ClusterRoleRef::VIEW)
///     .to(subject)
///     .to(Subject::group("sre"))
///     .build()?;
/// assert_eq!(binding.subjects.as_ref().unwrap()[0].namespace.as_deref(), Some("monitoring"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects>
#[derive(Clone, Debug, PartialEq)]
pub struct Subject(v1::Subject);

impl Subject {
    /// A user, by the name that authentication gives.
    #[doc(alias = "apiGroup")]
    #[must_use]
    pub fn user(name: impl Into<String>) -> Self {
        Self::of_kind("User", name.into())
    }

    /// A group, by the name that authentication gives.
    #[doc(alias = "apiGroup")]
    #[must_use]
    pub fn group(name: impl Into<String>) -> Self {
        Self::of_kind("Group", name.into())
    }

    /// A service account of a namespace.
    #[doc(alias = "apiGroup")]
    #[must_use]
    pub fn account(account: &ServiceAccountRef, namespace: DnsLabel) -> Self {
        Self(v1::Subject { namespace: Some(namespace.into()), ..Self::account_here(account).0 })
    }

    /// All service accounts of a namespace.
    #[must_use]
    pub fn accounts_of(namespace: &DnsLabel) -> Self {
        Self::group(format!("system:serviceaccounts:{namespace}"))
    }

    /// Everyone who is logged in, service accounts too.
    #[must_use]
    pub fn authenticated() -> Self {
        Self::group("system:authenticated")
    }

    /// A service account of the binding's own namespace.
    pub(super) fn account_here(account: &ServiceAccountRef) -> Self {
        Self(v1::Subject {
            kind: "ServiceAccount".to_owned(),
            name: account.to_name(),
            ..v1::Subject::default()
        })
    }

    fn of_kind(kind: &str, name: String) -> Self {
        let api_group = Some(RBAC.to_owned());
        Self(v1::Subject { kind: kind.to_owned(), name, api_group, namespace: None })
    }

    /// Changes the subject by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Subject)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<Subject> for v1::Subject {
    fn from(subject: Subject) -> Self {
        subject.0
    }
}

/// Who gets a role in a namespace: a [`Subject`], or a service account of the namespace.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nobody that a role is granted to",
    label = "a role is granted to a service account, a user or a group: `&account`, `Subject::user(\"jane\")`",
    note = "a name says nothing about its kind: `&ServiceAccountRef::new(name!(\"..\"))`, `Subject::group(\"..\")`"
)]
pub trait IntoSubject: sealed::Sealed {
    #[doc(hidden)]
    fn into_subject(self) -> Subject;
}

impl IntoSubject for Subject {
    fn into_subject(self) -> Subject {
        self
    }
}

/// A service account of the binding's own namespace.
impl IntoSubject for &ServiceAccountRef {
    fn into_subject(self) -> Subject {
        Subject::account_here(self)
    }
}

/// A service account, of its own namespace if it has one.
impl IntoSubject for &ServiceAccount {
    fn into_subject(self) -> Subject {
        self.subject()
    }
}

/// Who gets a role in the whole cluster: a [`Subject`], which has the namespace of an account.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nobody that a role is granted to in the whole cluster",
    label = "a service account has a namespace there: `Subject::account(&account, namespace)`",
    note = "users and groups: `Subject::user(\"jane\")`, `Subject::group(\"sre\")`"
)]
pub trait IntoClusterSubject: sealed::Sealed {
    #[doc(hidden)]
    fn into_subject(self) -> Subject;
}

impl IntoClusterSubject for Subject {
    fn into_subject(self) -> Subject {
        self
    }
}

mod sealed {
    use super::{ServiceAccount, ServiceAccountRef, Subject};

    pub trait Sealed {}

    impl Sealed for Subject {}
    impl Sealed for &ServiceAccountRef {}
    impl Sealed for &ServiceAccount {}
}
