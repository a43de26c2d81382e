use std::fmt;

use k8s_openapi::api::rbac::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::rights::rule_setters;
use crate::object::IntoSelector;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::RbacName;

/// Defines the reference to one kind of role.
macro_rules! role_reference {
    ($(#[$doc:meta])* $Ref:ident, $noun:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Ref(RbacName);

        impl $Ref {
            #[doc = concat!("Refers to the ", $noun, " of this name.")]
            #[must_use]
            pub const fn new(name: RbacName) -> Self {
                Self(name)
            }

            /// Returns the name of the role.
            #[must_use]
            pub const fn name(&self) -> &RbacName {
                &self.0
            }
        }

        /// Shows the name.
        impl fmt::Display for $Ref {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

role_reference! {
    /// A reference to a role of one namespace.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// assert_eq!(RoleRef::new(name!("operator")).to_string(), "operator");
    /// ```
    RoleRef, "role"
}

role_reference! {
    /// A reference to a role of the cluster.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// assert_eq!(ClusterRoleRef::VIEW.to_string(), "view");
    /// assert_eq!(ClusterRoleRef::new(rbac_name!("system:node")).name().as_str(), "system:node");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles>
    ClusterRoleRef, "role of the cluster"
}

impl ClusterRoleRef {
    /// Reads most objects of a namespace, except secrets, roles and bindings.
    pub const VIEW: Self = Self(RbacName::literal("view"));
    /// Changes most objects of a namespace, except roles and bindings.
    pub const EDIT: Self = Self(RbacName::literal("edit"));
    /// Changes almost everything in a namespace, roles and bindings too.
    pub const ADMIN: Self = Self(RbacName::literal("admin"));
    /// Does anything, in a namespace or in the cluster.
    pub const CLUSTER_ADMIN: Self = Self(RbacName::literal("cluster-admin"));
}

/// A role: what may be done in one namespace.
///
/// ```
/// use podwright::prelude::*;
///
/// let role = Role::new(name!("reader")).can(Verbs::READ, resources!("pods", "pods/log")).build()?;
/// let rule = &role.rules.as_ref().unwrap()[0];
/// assert_eq!(rule.verbs, ["get", "list", "watch"]);
/// assert_eq!(rule.resources.as_deref(), Some(&["pods".to_owned(), "pods/log".to_owned()][..]));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole>
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    name: RbacName,
    role: v1::Role,
}

impl Role {
    /// Creates a role with this name that allows nothing yet.
    #[must_use]
    pub fn new(name: RbacName) -> Self {
        Self { name, role: v1::Role::default() }
    }

    rule_setters!(resources);
    rule_setters!(no_urls Role);
    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Returns a reference to the role.
    #[must_use]
    pub fn reference(&self) -> RoleRef {
        RoleRef(self.name.clone())
    }

    /// Changes the role by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Role)) -> Self {
        change(&mut self.role);
        self
    }

    /// Returns the role, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the role breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Role>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the role validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Role>, Violations> {
        let mut role = self.role;
        role.metadata.name.get_or_insert_with(|| self.name.into());
        Valid::build(role, None, version, Findings::new())
    }

    pub(super) fn with_rules(mut self, rules: Vec<v1::PolicyRule>) -> Self {
        self.rules().extend(rules);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.role.metadata
    }

    fn rules(&mut self) -> &mut Vec<v1::PolicyRule> {
        self.role.rules.get_or_insert_default()
    }
}

/// A role of the cluster: what may be done in all namespaces, with objects of the cluster and with URLs.
///
/// A [`RoleBinding`](super::RoleBinding) grants it in one namespace.
///
/// ```
/// use podwright::prelude::*;
///
/// let metrics = ClusterRole::new(name!("metrics"))
///     .label(key!("rbac.example.com/monitoring"), value!("true"))
///     .urls([url_path!("/metrics")], Verbs::GET)
///     .build()?;
/// assert_eq!(metrics.rules.as_ref().unwrap()[0].non_resource_urls.as_deref(), Some(&["/metrics".to_owned()][..]));
///
/// let monitoring = ClusterRole::new(name!("monitoring"))
///     .aggregate(labels! { "rbac.example.com/monitoring" = "true" })
///     .build()?;
/// assert!(monitoring.aggregation_rule.is_some());
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole>
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterRole {
    name: RbacName,
    role: v1::ClusterRole,
}

impl ClusterRole {
    /// Creates a role with this name that allows nothing yet.
    #[must_use]
    pub fn new(name: RbacName) -> Self {
        Self { name, role: v1::ClusterRole::default() }
    }

    rule_setters!(resources);
    rule_setters!(urls);
    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(cluster ClusterRole);
    crate::conditional::conditional!();

    /// Adds the rules of all roles of the cluster that a selector selects. The cluster keeps them up to date, and replaces
    /// the role's own.
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles>
    #[doc(alias = "aggregationRule")]
    #[doc(alias = "clusterRoleSelectors")]
    #[must_use]
    pub fn aggregate(mut self, roles: impl IntoSelector) -> Self {
        let selector = LabelSelector::from(roles.into_selector());
        let aggregation = self.role.aggregation_rule.get_or_insert_default();
        aggregation.cluster_role_selectors.get_or_insert_default().push(selector);
        self
    }

    /// Returns a reference to the role.
    #[must_use]
    pub fn reference(&self) -> ClusterRoleRef {
        ClusterRoleRef(self.name.clone())
    }

    /// Changes the role by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ClusterRole)) -> Self {
        change(&mut self.role);
        self
    }

    /// Returns the role, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the role breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::ClusterRole>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the role validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ClusterRole>, Violations> {
        let mut role = self.role;
        role.metadata.name.get_or_insert_with(|| self.name.into());
        Valid::build(role, None, version, Findings::new())
    }

    pub(super) fn with_rules(mut self, rules: Vec<v1::PolicyRule>) -> Self {
        self.rules().extend(rules);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.role.metadata
    }

    fn rules(&mut self) -> &mut Vec<v1::PolicyRule> {
        self.role.rules.get_or_insert_default()
    }
}

impl From<&ClusterRole> for ClusterRoleRef {
    fn from(role: &ClusterRole) -> Self {
        role.reference()
    }
}

impl From<&ClusterRoleRef> for ClusterRoleRef {
    fn from(role: &ClusterRoleRef) -> Self {
        role.clone()
    }
}
