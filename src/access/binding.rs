use k8s_openapi::api::rbac::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::role::{ClusterRole, ClusterRoleRef, Role, RoleRef};
use super::subject::{IntoClusterSubject, IntoSubject};
use crate::object::field;
use crate::rules::{Findings, KubeVersion, Path, RBAC, Valid, Violations, access_rule as rule};
use crate::value::RbacName;

/// The role that a [`RoleBinding`] grants: of its namespace or of the cluster.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no role",
    label = "a binding grants a role: `&role`, `RoleRef::new(..)`, `ClusterRoleRef::VIEW`",
    note = "a name says nothing about its kind: `RoleRef::new(name!(\"..\"))` is a role of the namespace, `ClusterRoleRef::new(..)` one of the cluster"
)]
pub trait IntoRole: sealed::Sealed {
    #[doc(hidden)]
    fn into_role(self) -> v1::RoleRef;
}

/// The role that a [`ClusterRoleBinding`] grants: one of the cluster.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no role of the cluster",
    label = "a ClusterRoleBinding grants a ClusterRole: `&cluster_role`, `ClusterRoleRef::new(..)`",
    note = "a `RoleBinding` grants the role of a namespace"
)]
pub trait IntoClusterRole: sealed::Sealed {
    #[doc(hidden)]
    fn into_role(self) -> v1::RoleRef;
}

mod sealed {
    use super::{ClusterRole, ClusterRoleRef, Role, RoleRef};

    pub trait Sealed {}

    impl Sealed for RoleRef {}
    impl Sealed for &Role {}
    impl Sealed for ClusterRoleRef {}
    impl Sealed for &ClusterRole {}
}

fn role_ref(kind: &str, name: &RbacName) -> v1::RoleRef {
    v1::RoleRef { api_group: field(RBAC.to_owned()), kind: kind.to_owned(), name: name.as_str().to_owned() }
}

macro_rules! roles {
    ($($Trait:ident for $Role:ty: $role:ident => $kind:literal $name:expr;)+) => { $(
        impl $Trait for $Role {
            fn into_role(self) -> v1::RoleRef {
                let $role = self;
                role_ref($kind, $name)
            }
        }
    )+ };
}

roles! {
    IntoRole for RoleRef: role => "Role" role.name();
    IntoRole for &Role: role => "Role" role.reference().name();
    IntoRole for ClusterRoleRef: role => "ClusterRole" role.name();
    IntoRole for &ClusterRole: role => "ClusterRole" role.reference().name();
    IntoClusterRole for ClusterRoleRef: role => "ClusterRole" role.name();
    IntoClusterRole for &ClusterRole: role => "ClusterRole" role.reference().name();
}

/// Defines a builder of bindings.
macro_rules! binding {
    ($(#[$doc:meta])* $Binding:ident: $IntoRole:ident, $IntoSubject:ident, $noun:literal, $($identity:tt)+) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Binding {
            name: RbacName,
            binding: v1::$Binding,
            /// Whether the first subject is an account of another namespace, which is not known.
            is_of_unknown: bool,
        }

        impl $Binding {
            /// Creates a binding with this name that grants a role, to nobody yet.
            ///
            /// The role of a binding cannot be changed later.
            #[doc(alias = "roleRef")]
            #[doc(alias = "apiGroup")]
            #[must_use]
            pub fn new(name: RbacName, role: impl $IntoRole) -> Self {
                let binding = v1::$Binding { role_ref: role.into_role(), ..v1::$Binding::default() };
                Self { name, binding, is_of_unknown: false }
            }

            #[doc = concat!("Adds somebody who gets the role ", $noun, ".")]
            #[doc(alias = "subjects")]
            #[must_use]
            pub fn to(mut self, subject: impl $IntoSubject) -> Self {
                self.binding.subjects.get_or_insert_default().push(subject.into_subject().into());
                self
            }

            #[doc = concat!("Adds those who get the role ", $noun, ".")]
            #[doc(alias = "subjects")]
            #[must_use]
            pub fn to_all<S: $IntoSubject>(self, subjects: impl IntoIterator<Item = S>) -> Self {
                subjects.into_iter().fold(self, Self::to)
            }

            crate::object::metadata::metadata_setters!(labels);
            crate::object::metadata::metadata_setters!($($identity)+);
            crate::conditional::conditional!();

            /// Changes the binding by hand. `build()` validates the result like any other.
            #[must_use]
            pub fn raw(mut self, change: impl FnOnce(&mut v1::$Binding)) -> Self {
                change(&mut self.binding);
                self
            }

            /// Returns the binding, as one that the API server accepts, or every rule that it breaks.
            ///
            /// # Errors
            ///
            /// If the binding breaks rules. The error has all of them, with the paths of the fields.
            pub fn build(self) -> Result<Valid<v1::$Binding>, Violations> {
                self.build_for(KubeVersion::ENABLED)
            }

            /// Returns the binding validated for a cluster of another version than the one that is enabled.
            ///
            /// # Errors
            ///
            /// As of [`build`](Self::build).
            pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::$Binding>, Violations> {
                let mut binding = self.binding;
                binding.metadata.name.get_or_insert_with(|| self.name.into());
                let mut own = Findings::new();
                if self.is_of_unknown {
                    let detail = "the account is of another namespace: '.namespace(..)' of the account says which";
                    own.required(rule::SUBJECT_NAMESPACE_REQUIRED, &Path::of("subjects[0].namespace"), detail);
                }
                Valid::build(binding, None, version, own)
            }

            fn metadata(&mut self) -> &mut ObjectMeta {
                &mut self.binding.metadata
            }
        }
    };
}

binding! {
    /// A binding: who has a role, in one namespace.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let reader = Role::new(name!("reader")).can(Verbs::READ, resources!("pods"));
    /// let binding = RoleBinding::new(name!("readers"), &reader)
    ///     .to(&ServiceAccountRef::new(name!("web")))
    ///     .to(Subject::user("jane@example.com"))
    ///     .build()?;
    /// assert_eq!((&*binding.role_ref.kind, &*binding.role_ref.name), ("Role", "reader"));
    /// assert_eq!(binding.subjects.as_ref().unwrap()[1].kind, "User");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding>
    RoleBinding: IntoRole, IntoSubject, "in the namespace", identity
}

binding! {
    /// A binding of the cluster: who has a role of the cluster, everywhere.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let binding = ClusterRoleBinding::new(name!("sre"), ClusterRoleRef::CLUSTER_ADMIN)
    ///     .to(Subject::group("sre"))
    ///     .build()?;
    /// assert_eq!(binding.role_ref.name, "cluster-admin");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding>
    ClusterRoleBinding: IntoClusterRole, IntoClusterSubject, "in the whole cluster", cluster ClusterRoleBinding
}

impl RoleBinding {
    /// Says whether the first subject is an account of another namespace, which is not known.
    pub(super) fn elsewhere(mut self, is_of_unknown: bool) -> Self {
        self.is_of_unknown = is_of_unknown;
        self
    }
}
