use std::collections::BTreeSet;
use std::ops::Deref;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::binding::{ClusterRoleBinding, RoleBinding};
use super::merge::merged;
use super::rights::{ClusterRights, Rights, rule_setters};
use super::role::{ClusterRole, ClusterRoleRef, Role};
use super::subject::Subject;
use crate::manifest::Object;
use crate::object::metadata::extend_list;
use crate::object::{SecretRef, ServiceAccountRef};
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::link::{Carried, ExternalName};
use crate::value::{DnsLabel, DnsSubdomain, RbacName};

/// A service account, whom pods act as, and what it may do.
///
/// Its roles have the fewest rules that allow exactly what is asked for, in an order that does not depend on yours. What is asked
/// for twice, or is part of something wider, is written once.
///
/// [`build`](Self::build) makes the account alone. [`build_all`](Self::build_all) makes its roles and bindings too;
/// [`role`](Self::role) and the methods beside it return those as builders.
///
/// An account stands for its reference: `.service_account(&account)` of a pod takes it, and so does what else takes a
/// [`ServiceAccountRef`].
///
/// ```
/// use podwright::prelude::*;
///
/// let account = ServiceAccount::new(name!("web")).no_token().pull_secret(&SecretRef::new(name!("registry")));
/// let pod = Pod::builder(name!("web"))
///     .service_account(&account)
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().service_account_name.as_deref(), Some("web"));
/// assert_eq!(account.build()?.automount_service_account_token, Some(false));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/security/service-accounts/>
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceAccount {
    reference: ServiceAccountRef,
    account: v1::ServiceAccount,
    /// In its own namespace.
    own: Rights,
    elsewhere: Vec<(DnsLabel, Rights)>,
    cluster: ClusterRights,
    /// The secrets of the account that are made elsewhere.
    externals: Vec<ExternalName>,
}

impl ServiceAccount {
    /// Creates a service account with this name that may do nothing yet.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self {
            reference: ServiceAccountRef::new(name),
            account: v1::ServiceAccount::default(),
            own: Rights::new(),
            elsewhere: Vec::new(),
            cluster: ClusterRights::new(),
            externals: Vec::new(),
        }
    }

    /// Returns the reference to the account.
    #[must_use]
    pub fn reference(&self) -> ServiceAccountRef {
        self.reference.clone()
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Adds a secret with which nodes pull the images of the account's pods.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account>
    #[doc(alias = "imagePullSecrets")]
    #[must_use]
    pub fn pull_secret(mut self, secret: &SecretRef) -> Self {
        self.externals.extend(secret.to_external());
        let secret = v1::LocalObjectReference { name: secret.to_name() };
        self.account.image_pull_secrets.get_or_insert_default().push(secret);
        self
    }

    /// Adds secrets with which nodes pull the images of the account's pods.
    #[doc(alias = "imagePullSecrets")]
    #[must_use]
    pub fn pull_secrets<'a>(self, secrets: impl IntoIterator<Item = &'a SecretRef>) -> Self {
        secrets.into_iter().fold(self, Self::pull_secret)
    }

    /// Adds secrets that the account's pods may mount, if an annotation limits them to these.
    ///
    /// The annotation is deprecated since Kubernetes 1.32: use a namespace of its own to keep secrets apart.
    #[must_use]
    pub fn secrets<'a>(mut self, secrets: impl IntoIterator<Item = &'a SecretRef>) -> Self {
        let externals = &mut self.externals;
        let secrets = secrets.into_iter().map(|secret| {
            externals.extend(secret.to_external());
            v1::ObjectReference { name: Some(secret.to_name()), ..v1::ObjectReference::default() }
        });
        extend_list(&mut self.account.secrets, secrets);
        self
    }

    /// Mounts no token of the account into pods, unless a pod asks for it.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting>
    #[doc(alias = "automountServiceAccountToken")]
    #[must_use]
    pub fn no_token(mut self) -> Self {
        self.account.automount_service_account_token = Some(false);
        self
    }

    /// Mounts a token of the account into pods, unless a pod refuses it. This is the default.
    #[doc(alias = "automountServiceAccountToken")]
    #[must_use]
    pub fn token(mut self) -> Self {
        self.account.automount_service_account_token = Some(true);
        self
    }

    /// Changes the account by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ServiceAccount)) -> Self {
        change(&mut self.account);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.account.metadata
    }
}

/// # What the account may do
impl ServiceAccount {
    rule_setters!(resources);
    rule_setters!(no_urls ServiceAccount);

    /// Adds what a role of the cluster allows, in the account's namespace alone.
    #[doc(alias = "roleRef")]
    #[must_use]
    pub fn bind(mut self, role: impl Into<ClusterRoleRef>) -> Self {
        self.own = self.own.bind(role);
        self
    }

    /// Adds rights in another namespace. The account needs a namespace of its own for it.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let account = ServiceAccount::new(name!("operator"))
    ///     .namespace(name!("operators"))
    ///     .in_namespace(name!("shop"), Rights::new().can(Verbs::WRITE, resources!("apps/deployments")));
    /// let objects: Vec<_> = account.build_all()?.iter().map(ToString::to_string).collect();
    /// assert_eq!(objects[1..], [r#"Role "shop/operator""#, r#"RoleBinding "shop/operator""#]);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn in_namespace(mut self, namespace: DnsLabel, rights: Rights) -> Self {
        match self.elsewhere.iter_mut().find(|(other, _)| *other == namespace) {
            Some((_, own)) => own.extend(rights),
            None => self.elsewhere.push((namespace, rights)),
        }
        self
    }

    /// Adds rights in the whole cluster. The account needs a namespace for it.
    ///
    /// The names of the role and the binding begin with the namespace, so that accounts of two namespaces have two.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let account = ServiceAccount::new(name!("prometheus"))
    ///     .namespace(name!("monitoring"))
    ///     .in_cluster(ClusterRights::new().can(Verbs::READ, resources!("nodes")).urls([url_path!("/metrics")], Verbs::GET));
    /// let role = account.cluster_role().unwrap().build()?;
    /// assert_eq!(role.metadata.name.as_deref(), Some("monitoring-prometheus"));
    /// assert_eq!(role.rules.as_ref().unwrap().len(), 2);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn in_cluster(mut self, rights: ClusterRights) -> Self {
        self.cluster.rules.extend(rights.rules);
        self.cluster.bound.extend(rights.bound);
        self
    }

    fn rules(&mut self) -> &mut Vec<k8s_openapi::api::rbac::v1::PolicyRule> {
        &mut self.own.rules
    }
}

/// # The objects
impl ServiceAccount {
    /// Returns the account alone, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the account breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::ServiceAccount>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the account alone, validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ServiceAccount>, Violations> {
        let mut account = self.account;
        account.metadata.name.get_or_insert_with(|| self.reference.to_name());
        let carried = Carried { externals: self.externals, ..Carried::default() };
        Valid::build_carrying(account, None, version, Findings::new(), carried)
    }

    /// Returns the account with all its roles and bindings.
    ///
    /// # Errors
    ///
    /// If one of the objects breaks rules: the violations of the first that does.
    pub fn build_all(self) -> Result<Vec<Object>, Violations> {
        self.build_all_for(KubeVersion::ENABLED)
    }

    /// Returns the account with all its roles and bindings, validated for a cluster of another version than the one that is
    /// enabled.
    ///
    /// # Errors
    ///
    /// As of [`build_all`](Self::build_all).
    pub fn build_all_for(self, version: KubeVersion) -> Result<Vec<Object>, Violations> {
        let mut objects = Vec::new();
        let (roles, bindings) = (self.roles(), self.bindings());
        let (cluster_role, cluster_bindings) = (self.cluster_role(), self.cluster_bindings());
        objects.push(self.build_for(version)?.into());
        for role in roles {
            objects.push(role.build_for(version)?.into());
        }
        for binding in bindings {
            objects.push(binding.build_for(version)?.into());
        }
        if let Some(role) = cluster_role {
            objects.push(role.build_for(version)?.into());
        }
        for binding in cluster_bindings {
            objects.push(binding.build_for(version)?.into());
        }
        Ok(objects)
    }

    /// Returns the role of what [`can`](Self::can) allows in the account's namespace, if it allows anything.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.role_of(self.namespace_text(), &self.here())
    }

    /// Returns the binding of [`role`](Self::role).
    #[must_use]
    pub fn binding(&self) -> Option<RoleBinding> {
        self.role()
            .map(|role| self.binding_to(self.namespace_text(), RoleBinding::new(self.rbac_name(), &role)))
    }

    /// Returns the role of what the account may do in the whole cluster, if that is anything.
    #[must_use]
    pub fn cluster_role(&self) -> Option<ClusterRole> {
        let rules = merged(&self.cluster.rules);
        (!rules.is_empty()).then(|| ClusterRole::new(self.cluster_name()).with_rules(rules))
    }

    /// Returns the bindings of the account in the whole cluster: of [`cluster_role`](Self::cluster_role), and of the roles
    /// that it is bound to there.
    #[must_use]
    pub fn cluster_bindings(&self) -> Vec<ClusterRoleBinding> {
        if self.cluster.is_empty() {
            return Vec::new();
        }
        let name = self.cluster_name();
        let own = self.cluster_role().map(|role| ClusterRoleBinding::new(name.clone(), &role));
        let bound = once_each(&self.cluster.bound);
        let bound = bound.map(|role| ClusterRoleBinding::new(joined(&name, role), role.clone()));
        own.into_iter().chain(bound).map(|binding| binding.to(self.subject())).collect()
    }

    /// Returns the roles of what the account may do in namespaces.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        let elsewhere = self.elsewhere();
        let elsewhere =
            elsewhere.filter_map(|(namespace, rights)| self.role_of(Some(namespace.as_str()), rights));
        self.role().into_iter().chain(elsewhere).collect()
    }

    /// Returns the bindings of the account in namespaces: of [`roles`](Self::roles), and of the roles that it is bound to.
    #[must_use]
    pub fn bindings(&self) -> Vec<RoleBinding> {
        let own = self.bindings_of(self.namespace_text(), &self.here());
        let elsewhere = self.elsewhere();
        let elsewhere =
            elsewhere.flat_map(|(namespace, rights)| self.bindings_of(Some(namespace.as_str()), rights));
        own.into_iter().chain(elsewhere).collect()
    }

    /// Returns the rights in the account's own namespace, also those that are given by its name.
    fn here(&self) -> Rights {
        let mut rights = self.own.clone();
        let own = self.elsewhere.iter().filter(|(namespace, _)| self.is_own(namespace));
        own.for_each(|(_, more)| rights.extend(more.clone()));
        rights
    }

    /// Returns the rights in other namespaces.
    fn elsewhere(&self) -> impl Iterator<Item = &(DnsLabel, Rights)> {
        self.elsewhere.iter().filter(|(namespace, _)| !self.is_own(namespace))
    }

    fn is_own(&self, namespace: &DnsLabel) -> bool {
        self.namespace_text() == Some(namespace.as_str())
    }

    fn role_of(&self, namespace: Option<&str>, rights: &Rights) -> Option<Role> {
        let role = Role::new(self.rbac_name()).with_rules(merged(&rights.rules));
        let role = role.raw(|role| role.metadata.namespace = namespace.map(str::to_owned));
        (!rights.rules.is_empty()).then_some(role)
    }

    fn bindings_of(&self, namespace: Option<&str>, rights: &Rights) -> Vec<RoleBinding> {
        let own = self.role_of(namespace, rights);
        let own = own.map(|role| RoleBinding::new(self.rbac_name(), &role));
        let bound = once_each(&rights.bound);
        let bound = bound.map(|role| RoleBinding::new(joined(&self.rbac_name(), role), role.clone()));
        own.into_iter().chain(bound).map(|binding| self.binding_to(namespace, binding)).collect()
    }

    fn binding_to(&self, namespace: Option<&str>, binding: RoleBinding) -> RoleBinding {
        let binding = binding.raw(|binding| binding.metadata.namespace = namespace.map(str::to_owned));
        let is_elsewhere = namespace != self.namespace_text();
        binding.to(self.subject()).elsewhere(is_elsewhere && self.namespace_text().is_none())
    }

    /// Returns the account as the subject of a binding, with its namespace if it has one.
    pub(super) fn subject(&self) -> Subject {
        let namespace = self.account.metadata.namespace.clone();
        Subject::account_here(&self.reference).raw(|subject| subject.namespace = namespace)
    }

    fn namespace_text(&self) -> Option<&str> {
        self.account.metadata.namespace.as_deref()
    }

    fn rbac_name(&self) -> RbacName {
        self.reference.name().clone().into()
    }

    fn cluster_name(&self) -> RbacName {
        match self.namespace_text() {
            Some(namespace) => RbacName::joined(namespace, self.reference.name().as_str()),
            None => self.rbac_name(),
        }
    }
}

/// Returns the name of the binding of a role of the cluster: that of the account, and that of the role.
fn joined(name: &RbacName, role: &ClusterRoleRef) -> RbacName {
    RbacName::joined(name.as_str(), role.name().as_str())
}

/// Returns each role once, in the order of the first mentions.
fn once_each(roles: &[ClusterRoleRef]) -> impl Iterator<Item = &ClusterRoleRef> {
    let mut seen = BTreeSet::new();
    roles.iter().filter(move |role| seen.insert(*role))
}

/// An account stands for its reference.
impl Deref for ServiceAccount {
    type Target = ServiceAccountRef;

    fn deref(&self) -> &ServiceAccountRef {
        &self.reference
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceAccount;
    use crate::access::{ClusterRights, ClusterRoleRef, Rights, Verbs};
    use crate::{name, rbac_name, resources};

    fn objects(account: ServiceAccount) -> Vec<String> {
        account.build_all().unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_account_without_rights_is_alone() {
        assert_eq!(objects(ServiceAccount::new(name!("web"))), [r#"ServiceAccount "web""#]);
    }

    #[test]
    fn each_role_of_the_cluster_has_a_binding() {
        let account = ServiceAccount::new(name!("web"))
            .namespace(name!("shop"))
            .bind(ClusterRoleRef::VIEW)
            .in_cluster(ClusterRights::new().bind(ClusterRoleRef::new(rbac_name!("system:auth-delegator"))));
        assert_eq!(
            objects(account),
            [
                r#"ServiceAccount "shop/web""#,
                r#"RoleBinding "shop/web-view""#,
                r#"ClusterRoleBinding "shop-web-system:auth-delegator""#,
            ]
        );
    }

    #[test]
    fn an_account_without_a_namespace_has_rights_in_no_other() {
        let account = ServiceAccount::new(name!("web"));
        let elsewhere = Rights::new().can(Verbs::GET, resources!("pods"));
        let error = account.clone().in_namespace(name!("shop"), elsewhere).build_all().unwrap_err();
        assert_eq!(
            error.iter().map(crate::rules::Violation::field).collect::<Vec<_>>(),
            ["subjects[0].namespace"]
        );
        let everywhere = ClusterRights::new().can(Verbs::GET, resources!("nodes"));
        let error = account.in_cluster(everywhere).build_all().unwrap_err();
        assert_eq!(
            error.iter().map(crate::rules::Violation::field).collect::<Vec<_>>(),
            ["subjects[0].namespace"]
        );
    }

    #[test]
    fn each_namespace_has_one_role_with_merged_rules() {
        let account = ServiceAccount::new(name!("web"))
            .namespace(name!("shop"))
            .can(Verbs::GET, resources!("pods"))
            .in_namespace(
                name!("shop"),
                Rights::new().can(Verbs::READ, resources!("pods")).bind(ClusterRoleRef::VIEW),
            )
            .in_namespace(name!("data"), Rights::new().can(Verbs::GET, resources!("services")))
            .in_namespace(name!("data"), Rights::new().can(Verbs::GET, resources!("secrets")))
            .bind(ClusterRoleRef::VIEW);
        let roles = account.roles();
        assert_eq!(roles.len(), 2);
        for role in roles {
            assert_eq!(role.build().unwrap().rules.as_ref().unwrap().len(), 1);
        }
        assert_eq!(
            objects(account),
            [
                r#"ServiceAccount "shop/web""#,
                r#"Role "shop/web""#,
                r#"Role "data/web""#,
                r#"RoleBinding "shop/web""#,
                r#"RoleBinding "shop/web-view""#,
                r#"RoleBinding "data/web""#,
            ]
        );
    }
}
