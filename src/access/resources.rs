use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::verbs::Verbs;
use crate::config::declare::DeclaredObject;
use crate::object::{ClaimRef, ConfigMapRef, PriorityClassRef, SecretRef, ServiceAccountRef, ServiceRef};
use crate::value::{DnsSubdomain, OneOrMore, RbacName, ResourcePath};

/// The resources that a rule of a role is about: at least one kind, all objects of it or those of some names.
///
/// [`resources!`](crate::resources) makes them of literals. A reference such as [`ConfigMapRef`] stands for the one object.
///
/// ```
/// use podwright::prelude::*;
///
/// let leases = resources!("coordination.k8s.io/leases").named(name!("operator"));
/// assert_eq!(leases.to_string(), r#"coordination.k8s.io/leases "operator""#);
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleResources {
    paths: Vec<ResourcePath>,
    names: Vec<RbacName>,
}

impl RoleResources {
    /// Creates resources of these kinds.
    #[must_use]
    pub fn new(paths: impl OneOrMore<ResourcePath>) -> Self {
        Self { paths: paths.into_list(), names: Vec::new() }
    }

    /// Every resource of every API group: `*/*`.
    #[must_use]
    pub fn every() -> Self {
        Self::new([const { ResourcePath::literal("*/*") }])
    }

    /// Limits the resources to the object of this name. A second name adds an object.
    ///
    /// Requests to create an object, or to delete many, have no name, so that rules with names do not allow them.
    #[doc(alias = "resourceNames")]
    #[must_use]
    pub fn named(mut self, name: RbacName) -> Self {
        self.names.push(name);
        self
    }

    /// Limits the resources to the objects of these names, which need not be known while compiling. An empty list limits
    /// nothing.
    #[doc(alias = "resourceNames")]
    #[must_use]
    pub fn names(mut self, names: impl IntoIterator<Item = RbacName>) -> Self {
        self.names.extend(names);
        self
    }

    fn one(path: ResourcePath, name: RbacName) -> Self {
        Self { paths: vec![path], names: vec![name] }
    }

    /// Returns a rule for each API group: a rule is about all its resources in all its groups.
    pub(super) fn to_rules(&self, verbs: &Verbs) -> Vec<PolicyRule> {
        let mut rules: Vec<PolicyRule> = Vec::new();
        let mut of_groups = BTreeMap::new();
        for path in &self.paths {
            let (group, resource) = (path.group(), path.resource().to_owned());
            let at = *of_groups.entry(group).or_insert(rules.len());
            if let Some(rule) = rules.get_mut(at) {
                rule.resources.get_or_insert_default().push(resource);
                continue;
            }
            rules.push(PolicyRule {
                verbs: verbs.to_words(),
                api_groups: Some(vec![group.to_owned()]),
                resources: Some(vec![resource]),
                resource_names: (!self.names.is_empty())
                    .then(|| self.names.iter().map(|name| name.as_str().to_owned()).collect()),
                non_resource_urls: None,
            });
        }
        rules
    }
}

impl fmt::Display for RoleResources {
    /// Writes the kinds, and the names in quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, path) in self.paths.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            write!(f, "{comma}{path}")?;
        }
        self.names.iter().try_for_each(|name| write!(f, " {:?}", name.as_str()))
    }
}

/// What a role may be about: [`RoleResources`], or the reference to an object, which stands for that object alone.
///
/// Implement it for a handle of your own, such as that of a custom resource.
///
/// ```
/// use podwright::access::{IntoRoleResources, RoleResources};
/// use podwright::prelude::*;
///
/// struct BackupRef(DnsSubdomain);
///
/// impl IntoRoleResources for &BackupRef {
///     fn into_resources(self) -> RoleResources {
///         resources!("example.com/backups").named(self.0.clone().into())
///     }
/// }
///
/// let role = Role::new(name!("backup")).can(Verbs::READ, &BackupRef(name!("nightly"))).build()?;
/// assert_eq!(role.rules.as_ref().unwrap()[0].resource_names.as_deref(), Some(&["nightly".to_owned()][..]));
/// # Ok::<(), podwright::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a role speaks of",
    label = "a role speaks of resources: `resources!(\"apps/deployments\")`, or of an object: `&ConfigMapRef::new(..)`",
    note = "the verbs come first: `.can(Verbs::READ, resources!(\"pods\"))`"
)]
pub trait IntoRoleResources {
    /// Returns the resources.
    fn into_resources(self) -> RoleResources;
}

impl IntoRoleResources for RoleResources {
    fn into_resources(self) -> RoleResources {
        self
    }
}

macro_rules! references {
    ($($Ref:ty: $path:literal)+) => { $(
        /// Stands for the object of this name.
        impl IntoRoleResources for &$Ref {
            fn into_resources(self) -> RoleResources {
                RoleResources::one(const { ResourcePath::literal($path) }, self.name().clone().into())
            }
        }
    )+ };
}

references! {
    ConfigMapRef: "configmaps"
    SecretRef: "secrets"
    ClaimRef: "persistentvolumeclaims"
    ServiceAccountRef: "serviceaccounts"
    PriorityClassRef: "scheduling.k8s.io/priorityclasses"
}

/// Stands for the service of this name.
impl IntoRoleResources for &ServiceRef {
    fn into_resources(self) -> RoleResources {
        let name = DnsSubdomain::from(self.name().clone());
        RoleResources::one(const { ResourcePath::literal("services") }, name.into())
    }
}

/// A declared config map or secret stands for the one object.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map!(Cursor = "cursor" { optional AT = "at" });
///
/// let account = ServiceAccount::new(name!("worker")).can(Verbs::GET.and(Verbs::UPDATE), Cursor);
/// let role = account.role().unwrap().build()?;
/// assert_eq!(role.rules.as_ref().unwrap()[0].resource_names.as_deref(), Some(&["cursor".to_owned()][..]));
/// # Ok::<(), podwright::Error>(())
/// ```
#[diagnostic::do_not_recommend]
impl<T: DeclaredObject> IntoRoleResources for T {
    fn into_resources(self) -> RoleResources {
        RoleResources::one(T::RESOURCE, T::object_name().into())
    }
}

#[cfg(test)]
mod tests {
    use super::{IntoRoleResources, RoleResources};
    use crate::access::Verbs;
    use crate::object::{ClaimRef, SecretRef};
    use crate::{name, resources};

    #[test]
    fn each_group_has_a_rule_of_its_own() {
        let rules =
            resources!("pods", "apps/deployments", "pods/log", "apps/statefulsets").to_rules(&Verbs::GET);
        let rules =
            rules.iter().map(|rule| (rule.api_groups.clone().unwrap(), rule.resources.clone().unwrap()));
        let expected =
            [(vec![""], vec!["pods", "pods/log"]), (vec!["apps"], vec!["deployments", "statefulsets"])];
        assert!(rules.eq(expected.map(|(groups, resources)| {
            (
                groups.into_iter().map(str::to_owned).collect(),
                resources.into_iter().map(str::to_owned).collect(),
            )
        })));
        let every = RoleResources::every().to_rules(&Verbs::ALL);
        let all = ["*".to_owned()];
        assert_eq!((every[0].api_groups.as_deref(), every[0].verbs.as_slice()), (Some(&all[..]), &all[..]));
    }

    #[test]
    fn a_reference_stands_for_one_object() {
        let secret = (&SecretRef::new(name!("db"))).into_resources();
        assert_eq!(secret.to_string(), r#"secrets "db""#);
        let claim = (&ClaimRef::new(name!("data"))).into_resources();
        assert_eq!(claim.to_rules(&Verbs::GET)[0].resource_names.as_deref(), Some(&["data".to_owned()][..]));
        assert_eq!(secret.named(name!("other")).to_string(), r#"secrets "db" "other""#);
        crate::secret!(Db = "db" { PASSWORD = "password" });
        assert_eq!(Db.into_resources(), (&SecretRef::new(name!("db"))).into_resources());
        assert_eq!((&Db).into_resources(), Db.into_resources());
    }
}
