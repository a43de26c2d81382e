use k8s_openapi::api::rbac::v1::PolicyRule;

use super::role::ClusterRoleRef;
use super::verbs::Verbs;
use crate::value::{OneOrMore, UrlPath};

/// Implemented by nothing: its message is what a misuse shows.
#[diagnostic::on_unimplemented(
    message = "{T} speaks of no URLs",
    label = "only what is granted in the whole cluster does",
    note = "an account: `.in_cluster(ClusterRights::new().urls(..))`; a role: `ClusterRole::new(..).urls(..)`"
)]
pub trait SpeaksOfUrls<T> {}

/// Defines the setters of rules, in an `impl` block of a builder that has `fn rules(&mut self) -> &mut Vec<PolicyRule>`.
macro_rules! rule_setters {
    (resources) => {
        /// Adds a rule: these verbs are allowed on these resources.
        #[doc(alias = "rules")]
        #[doc(alias = "verbs")]
        #[doc(alias = "apiGroups")]
        #[must_use]
        pub fn can(
            mut self,
            verbs: $crate::access::Verbs,
            resources: impl $crate::access::IntoRoleResources,
        ) -> Self {
            self.rules()
                .extend($crate::access::IntoRoleResources::into_resources(resources).to_rules(&verbs));
            self
        }
    };
    (urls) => {
        /// Adds a rule: these verbs are allowed on URLs that are no resources.
        #[doc(alias = "nonResourceURLs")]
        #[must_use]
        pub fn urls(
            mut self,
            urls: impl $crate::value::OneOrMore<$crate::value::UrlPath>,
            verbs: $crate::access::Verbs,
        ) -> Self {
            self.rules().push($crate::access::rights::rule_of_urls(urls, &verbs));
            self
        }
    };
    (no_urls $Kind:ty) => {
        /// Only what is granted in the whole cluster speaks of URLs.
        #[doc(hidden)]
        #[doc(alias = "nonResourceURLs")]
        #[must_use]
        pub fn urls(
            self,
            _: impl $crate::value::OneOrMore<$crate::value::UrlPath>,
            _: $crate::access::Verbs,
        ) -> Self
        where
            for<'a> (): $crate::access::rights::SpeaksOfUrls<$Kind>,
        {
            self
        }
    };
}

pub(super) use rule_setters;

pub(super) fn rule_of_urls(urls: impl OneOrMore<UrlPath>, verbs: &Verbs) -> PolicyRule {
    PolicyRule {
        verbs: verbs.to_words(),
        non_resource_urls: Some(urls.into_list().into_iter().map(Into::into).collect()),
        ..PolicyRule::default()
    }
}

/// What somebody may do in one namespace.
///
/// [`ServiceAccount::in_namespace`](super::ServiceAccount::in_namespace) has an example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rights {
    pub(super) rules: Vec<PolicyRule>,
    pub(super) bound: Vec<ClusterRoleRef>,
}

impl Rights {
    /// Creates rights to do nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    rule_setters!(resources);
    rule_setters!(no_urls Rights);
    crate::conditional::conditional!();

    /// Adds what a role of the cluster allows, in the namespace alone.
    #[doc(alias = "roleRef")]
    #[must_use]
    pub fn bind(mut self, role: impl Into<ClusterRoleRef>) -> Self {
        self.bound.push(role.into());
        self
    }

    /// Adds other rights.
    pub(super) fn extend(&mut self, more: Self) {
        self.rules.extend(more.rules);
        self.bound.extend(more.bound);
    }

    fn rules(&mut self) -> &mut Vec<PolicyRule> {
        &mut self.rules
    }
}

/// What somebody may do in the whole cluster.
///
/// [`ServiceAccount::in_cluster`](super::ServiceAccount::in_cluster) has an example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClusterRights {
    pub(super) rules: Vec<PolicyRule>,
    pub(super) bound: Vec<ClusterRoleRef>,
}

impl ClusterRights {
    /// Creates rights to do nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    rule_setters!(resources);
    rule_setters!(urls);
    crate::conditional::conditional!();

    /// Adds what a role of the cluster allows.
    #[doc(alias = "roleRef")]
    #[must_use]
    pub fn bind(mut self, role: impl Into<ClusterRoleRef>) -> Self {
        self.bound.push(role.into());
        self
    }

    fn rules(&mut self) -> &mut Vec<PolicyRule> {
        &mut self.rules
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.bound.is_empty()
    }
}
