//! The words of roles: names of roles, verbs, resources, paths of URLs.

use super::grammar::access;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// The name of a role or a binding: any text that is an element of a URL's path, such as `system:node`.
    ///
    /// [`name!`](crate::name) and [`rbac_name!`](crate::rbac_name) make one of a literal. Every
    /// [`DnsSubdomain`](super::DnsSubdomain) is one.
    ///
    /// ```
    /// use podwright::value::RbacName;
    /// use podwright::{name, rbac_name};
    ///
    /// let own: RbacName = name!("operator");
    /// assert_eq!(own.as_str(), "operator");
    /// assert_eq!(rbac_name!("system:auth-delegator").as_str(), "system:auth-delegator");
    /// assert!("a/b".parse::<RbacName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names>
    RbacName, access::role_name
}

impl RbacName {
    /// Joins two names by a '-'.
    pub(crate) fn joined(one: &str, other: &str) -> Self {
        Self(format!("{one}-{other}").into())
    }
}

impl From<super::DnsSubdomain> for RbacName {
    fn from(name: super::DnsSubdomain) -> Self {
        Self(name.0)
    }
}

impl FromLiteral<super::DnsLabel> for RbacName {
    fn from_checked(literal: super::DnsLabel) -> Self {
        Self(literal.0)
    }
}

text_value! {
    /// A verb that a custom resource or an extension of the API server defines, such as `sync`.
    ///
    /// [`Verbs`](crate::access::Verbs) has Kubernetes' own.
    ///
    /// ```
    /// use podwright::access::Verbs;
    /// use podwright::value::CustomVerb;
    ///
    /// const SYNC: CustomVerb = CustomVerb::literal("sync");
    /// assert_eq!(Verbs::custom(SYNC).to_string(), "sync");
    /// assert!("".parse::<CustomVerb>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb>
    CustomVerb, access::verb
}

text_value! {
    /// The path of URLs that are no resources, such as `/metrics` or `/healthz/*`.
    ///
    /// A `*` stands at the end and matches everything. [`url_path!`](crate::url_path) makes one of a literal.
    ///
    /// ```
    /// use podwright::url_path;
    /// use podwright::value::UrlPath;
    ///
    /// assert_eq!(url_path!("/healthz/*").as_str(), "/healthz/*");
    /// assert!("metrics".parse::<UrlPath>().is_err());
    /// assert!("/*/metrics".parse::<UrlPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources>
    #[doc(alias = "nonResourceURLs")]
    UrlPath, access::url_path
}

text_value! {
    /// A kind of resource, in the plural, with its API group and a subresource: `pods`, `apps/deployments`, `pods/log`.
    ///
    /// The text is `RESOURCE`, `RESOURCE/SUBRESOURCE`, `GROUP/RESOURCE` or `GROUP/RESOURCE/SUBRESOURCE`. A first part with
    /// a dot is a group, and so are `apps`, `autoscaling`, `batch`, `extensions`, `policy` and `*`.
    /// [`resources!`](crate::resources) makes [`RoleResources`](crate::access::RoleResources) of literals.
    ///
    /// ```
    /// use podwright::value::ResourcePath;
    ///
    /// let scale: ResourcePath = "apps/deployments/scale".parse()?;
    /// assert_eq!((scale.group(), scale.resource()), ("apps", "deployments/scale"));
    /// let log: ResourcePath = "pods/log".parse()?;
    /// assert_eq!((log.group(), log.resource()), ("", "pods/log"));
    /// assert!("Pod".parse::<ResourcePath>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources>
    ResourcePath, access::resource_path
}

impl ResourcePath {
    /// Returns the API group, which is empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.split().0
    }

    /// Returns the resource, with its subresource: `deployments/scale`.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.split().1
    }

    fn split(&self) -> (&str, &str) {
        match self.as_str().split_once('/') {
            Some((group, rest)) if access::is_group(group.as_bytes()) => (group, rest),
            _ => ("", self.as_str()),
        }
    }
}

/// Creates the name of a role or a binding, checked at compile time; see [`RbacName`].
///
/// ```
/// use podwright::rbac_name;
///
/// assert_eq!(rbac_name!("system:node").as_str(), "system:node");
/// ```
///
/// ```compile_fail
/// podwright::rbac_name!("a/b");
/// ```
#[macro_export]
macro_rules! rbac_name {
    ($text:expr) => {{
        const __: $crate::value::RbacName = $crate::value::RbacName::literal($text);
        __
    }};
}

/// Creates the path of URLs that are no resources, checked at compile time; see [`UrlPath`].
///
/// ```
/// use podwright::url_path;
///
/// assert_eq!(url_path!("/metrics").as_str(), "/metrics");
/// ```
#[macro_export]
macro_rules! url_path {
    ($text:expr) => {{
        const __: $crate::value::UrlPath = $crate::value::UrlPath::literal($text);
        __
    }};
}

/// Creates a kind of resource, checked at compile time; see [`ResourcePath`].
///
/// ```
/// use podwright::resource_path;
///
/// assert_eq!(resource_path!("apps/deployments").group(), "apps");
/// ```
#[macro_export]
macro_rules! resource_path {
    ($text:expr) => {{
        const __: $crate::value::ResourcePath = $crate::value::ResourcePath::literal($text);
        __
    }};
}

/// Creates resources that a role is about, checked at compile time; see [`ResourcePath`] for the texts.
///
/// ```
/// use podwright::resources;
///
/// let resources = resources!("pods", "pods/log", "apps/deployments");
/// assert_eq!(resources.to_string(), "pods, pods/log, apps/deployments");
/// ```
///
/// ```compile_fail
/// podwright::resources!("Deployment");
/// ```
#[macro_export]
macro_rules! resources {
    ($($text:expr),+ $(,)?) => {
        $crate::access::RoleResources::new([$({
            const __: $crate::value::ResourcePath = $crate::value::ResourcePath::literal($text);
            __
        }),+])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_has_a_group_and_a_subresource() {
        for (text, group, resource) in [
            ("pods", "", "pods"),
            ("pods/log", "", "pods/log"),
            ("apps/deployments", "apps", "deployments"),
            ("batch/jobs/status", "batch", "jobs/status"),
            ("example.com/backups", "example.com", "backups"),
            ("*/*", "*", "*"),
            ("*", "", "*"),
            ("apps/*/scale", "apps", "*/scale"),
        ] {
            let path: ResourcePath = text.parse().unwrap();
            assert_eq!((path.group(), path.resource()), (group, resource), "{text}");
        }
        for text in
            ["", "/", "Pods", "pods/", "/pods", "apps/deployments/scale/x", "apps/", "a b", "apps", "p.q"]
        {
            assert!(text.parse::<ResourcePath>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_path_of_urls_ends_with_its_star() {
        for text in ["/", "/metrics", "/healthz/*", "*", "/apis*"] {
            assert!(text.parse::<UrlPath>().is_ok(), "{text}");
        }
        for text in ["", "metrics", "**", "/*/a", "/a b"] {
            assert!(text.parse::<UrlPath>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn names_of_roles_are_elements_of_paths() {
        for text in ["system:node", "A b", "\u{e9}", "..."] {
            assert!(text.parse::<RbacName>().is_ok(), "{text}");
        }
        for text in ["", ".", "..", "a/b", "a%b"] {
            assert!(text.parse::<RbacName>().is_err(), "{text:?}");
        }
    }
}
