//! Strategies of accounts, roles and bindings.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;

use super::metadata::{metadata_plan, with_metadata};
use crate::pick::{few, maybe, parsed, rarely, texts, when};
use crate::placement::selector;
use crate::text::text;
use crate::value::{dns_subdomain, name};
use podwright::access::{
    ClusterRights, ClusterRole, ClusterRoleBinding, ClusterRoleRef, IntoRoleResources, Rights, Role,
    RoleBinding, RoleRef, RoleResources, ServiceAccount, Subject, Verbs,
};
use podwright::object::{ClaimRef, ConfigMapRef, PriorityClassRef, SecretRef, ServiceAccountRef};
use podwright::value::{CustomVerb, DnsLabel, RbacName, ResourcePath, UrlPath};

/// Generates names of roles and bindings, from the usual to the barely valid.
pub fn rbac_name() -> impl Strategy<Value = RbacName> {
    prop_oneof![
        4 => dns_subdomain().prop_map(RbacName::from),
        2 => parsed("[a-z]{1,8}(:[a-z]{1,8}){1,2}"),
        1 => parsed("[A-Z][A-Za-z0-9 @_+=,]{0,8}[a-z]"),
    ]
}

/// Generates verbs that the API server itself does not have.
pub fn custom_verb() -> impl Strategy<Value = CustomVerb> {
    parsed("[a-z]{1,8}(-[a-z0-9]{1,6})?")
}

/// Generates sets of verbs.
pub fn verbs() -> impl Strategy<Value = Verbs> {
    let known = vec![
        Verbs::ALL,
        Verbs::GET,
        Verbs::LIST,
        Verbs::WATCH,
        Verbs::CREATE,
        Verbs::UPDATE,
        Verbs::PATCH,
        Verbs::DELETE,
        Verbs::DELETE_COLLECTION,
        Verbs::USE,
        Verbs::BIND,
        Verbs::ESCALATE,
        Verbs::IMPERSONATE,
        Verbs::APPROVE,
        Verbs::SIGN,
        Verbs::READ,
        Verbs::WRITE,
    ];
    let one = prop_oneof![6 => select(known), 1 => custom_verb().prop_map(Verbs::custom)];
    (one.clone(), few(one, 2)).prop_map(Verbs::of)
}

/// Generates resources with and without a group and a subresource.
#[expect(clippy::missing_panics_doc, reason = "each text that it makes is valid")]
pub fn resource_path() -> impl Strategy<Value = ResourcePath> {
    prop_oneof![
        3 => select(&["pods", "pods/log", "configmaps", "apps/deployments", "batch/jobs/status", "*", "*/*"][..])
            .prop_map(|text| text.parse().expect("each is a resource")),
        2 => parsed("[a-z]{2,8}\\.(com|io)/[a-z]{1,10}(/(status|scale|\\*))?"),
    ]
}

/// Generates what a role speaks of: resources, named objects, and references to objects.
pub fn role_resources() -> impl Strategy<Value = RoleResources> {
    let paths = || (resource_path(), few(resource_path(), 2)).prop_map(RoleResources::new);
    let named = (paths(), rarely(rbac_name()), few(rbac_name(), 2)).prop_map(|(paths, name, names)| {
        match name {
            Some(name) => paths.named(name),
            None => paths,
        }
        .names(names)
    });
    prop_oneof![
        3 => paths(),
        2 => named,
        1 => any::<bool>().prop_map(|_| RoleResources::every()),
        1 => dns_subdomain().prop_map(|name| (&ConfigMapRef::new(name)).into_resources()),
        1 => dns_subdomain().prop_map(|name| (&SecretRef::new(name)).into_resources()),
        1 => dns_subdomain().prop_map(|name| (&ClaimRef::new(name)).into_resources()),
        1 => dns_subdomain().prop_map(|name| (&ServiceAccountRef::new(name)).into_resources()),
        1 => dns_subdomain().prop_map(|name| (&PriorityClassRef::new(name)).into_resources()),
    ]
}

/// Generates paths of URLs of the API server, some of which end with `*`.
pub fn url_path() -> impl Strategy<Value = UrlPath> {
    parsed("\\*|(/[a-z0-9]{1,8}){1,3}(/\\*|\\*)?|/")
}

type Rule = (Verbs, RoleResources);
type UrlRule = (Verbs, (UrlPath, Vec<UrlPath>));

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    few((verbs(), role_resources()), 3)
}

fn url_rules() -> impl Strategy<Value = Vec<UrlRule>> {
    few((verbs(), (url_path(), few(url_path(), 2))), 2)
}

fn cluster_role_ref() -> impl Strategy<Value = ClusterRoleRef> {
    let known =
        [ClusterRoleRef::VIEW, ClusterRoleRef::EDIT, ClusterRoleRef::ADMIN, ClusterRoleRef::CLUSTER_ADMIN];
    prop_oneof![select(known.to_vec()), rbac_name().prop_map(ClusterRoleRef::new)]
}

fn rights() -> impl Strategy<Value = Rights> {
    (rules(), rarely(cluster_role_ref())).prop_map(|(rules, bound)| {
        let rights = rules.into_iter().fold(Rights::new(), |rights, (verbs, of)| rights.can(verbs, of));
        rights.with_some(bound, Rights::bind)
    })
}

fn cluster_rights() -> impl Strategy<Value = ClusterRights> {
    (rules(), url_rules(), rarely(cluster_role_ref())).prop_map(|(rules, urls, bound)| {
        let rights =
            rules.into_iter().fold(ClusterRights::new(), |rights, (verbs, of)| rights.can(verbs, of));
        let rights = urls.into_iter().fold(rights, |rights, (verbs, urls)| rights.urls(urls, verbs));
        rights.with_some(bound, ClusterRights::bind)
    })
}

/// Service accounts with every setting and grants of every kind.
///
/// `build_all()` accepts each of them too.
pub fn service_account() -> impl Strategy<Value = ServiceAccount> {
    let secrets = (few(dns_subdomain(), 2), rarely(dns_subdomain()), few(dns_subdomain(), 2));
    let grants = (rules(), rarely(cluster_role_ref()), few((name(), rights()), 2), rarely(cluster_rights()));
    (dns_subdomain(), secrets, maybe(any::<bool>()), grants, metadata_plan()).prop_map(
        |(name, (pulled, pull, mounted), token, (rules, bound, elsewhere, cluster), metadata)| {
            // Who has rights elsewhere has a namespace.
            let metadata = super::metadata::MetadataPlan {
                namespace: metadata.namespace.or(Some(DnsLabel::literal("strategies"))
                    .filter(|_| !elsewhere.is_empty() || cluster.is_some())),
                ..metadata
            };
            let pulled: BTreeSet<_> = pulled.into_iter().filter(|name| pull.as_ref() != Some(name)).collect();
            let pulled: Vec<_> = pulled.into_iter().map(SecretRef::new).collect();
            let mounted: BTreeSet<_> = mounted.into_iter().collect();
            let mounted: Vec<_> = mounted.into_iter().map(SecretRef::new).collect();
            let account = with_metadata!(namespaced ServiceAccount::new(name), metadata)
                .pull_secrets(&pulled)
                .with_some(pull, |account, secret| account.pull_secret(&SecretRef::new(secret)))
                .secrets(&mounted)
                .with_some(token, |account, has| if has { account.token() } else { account.no_token() });
            let account = rules.into_iter().fold(account, |account, (verbs, of)| account.can(verbs, of));
            let account = elsewhere
                .into_iter()
                .fold(account, |account, (namespace, rights)| account.in_namespace(namespace, rights));
            account.with_some(bound, ServiceAccount::bind).with_some(cluster, ServiceAccount::in_cluster)
        },
    )
}

/// Roles with rules of every form.
pub fn role() -> impl Strategy<Value = Role> {
    (rbac_name(), rules(), metadata_plan()).prop_map(|(name, rules, metadata)| {
        let role = with_metadata!(namespaced Role::new(name), metadata);
        rules.into_iter().fold(role, |role, (verbs, of)| role.can(verbs, of))
    })
}

/// `ClusterRole` objects with rules of every form, which may gather the rules of others.
pub fn cluster_role() -> impl Strategy<Value = ClusterRole> {
    (rbac_name(), rules(), url_rules(), few(selector(), 2), metadata_plan()).prop_map(
        |(name, rules, urls, gathered, metadata)| {
            let role = with_metadata!(cluster ClusterRole::new(name), metadata);
            let role = rules.into_iter().fold(role, |role, (verbs, of)| role.can(verbs, of));
            let role = urls.into_iter().fold(role, |role, (verbs, urls)| role.urls(urls, verbs));
            gathered.into_iter().fold(role, ClusterRole::aggregate)
        },
    )
}

/// Generates those who get a role: users, groups and service accounts.
pub fn subject() -> impl Strategy<Value = Subject> {
    let named = || {
        prop_oneof![
            3 => texts("[a-z]{1,8}(@[a-z]{1,8}\\.com|:[a-z]{1,8})?"),
            1 => text().prop_filter("a subject has a name", |name| !name.is_empty()),
        ]
    };
    prop_oneof![
        named().prop_map(Subject::user),
        named().prop_map(Subject::group),
        (dns_subdomain(), name())
            .prop_map(|(account, namespace)| Subject::account(&ServiceAccountRef::new(account), namespace)),
        name().prop_map(|namespace| Subject::accounts_of(&namespace)),
        any::<bool>().prop_map(|_| Subject::authenticated()),
    ]
}

/// `RoleBinding` objects of roles of the namespace and of the cluster, to subjects of every kind.
pub fn role_binding() -> impl Strategy<Value = RoleBinding> {
    let binding = prop_oneof![
        (rbac_name(), rbac_name()).prop_map(|(name, of)| RoleBinding::new(name, RoleRef::new(of))),
        (rbac_name(), cluster_role_ref()).prop_map(|(name, of)| RoleBinding::new(name, of)),
        (rbac_name(), role()).prop_map(|(name, of)| RoleBinding::new(name, &of)),
        (rbac_name(), cluster_role()).prop_map(|(name, of)| RoleBinding::new(name, &of)),
    ];
    let account = (rarely(dns_subdomain()), rarely(service_account()));
    (binding, few(subject(), 3), account, metadata_plan()).prop_map(
        |(binding, subjects, (reference, account), metadata)| {
            with_metadata!(namespaced binding, metadata)
                .to_all(subjects)
                .with_some(reference, |binding, name| binding.to(&ServiceAccountRef::new(name)))
                .with_some(account, |binding, account| binding.to(&account))
        },
    )
}

/// `ClusterRoleBinding` objects to subjects of every kind.
pub fn cluster_role_binding() -> impl Strategy<Value = ClusterRoleBinding> {
    let binding = prop_oneof![
        (rbac_name(), cluster_role_ref()).prop_map(|(name, of)| ClusterRoleBinding::new(name, of)),
        (rbac_name(), cluster_role()).prop_map(|(name, of)| ClusterRoleBinding::new(name, &of)),
    ];
    (binding, few(subject(), 3), rarely(subject()), metadata_plan()).prop_map(
        |(binding, subjects, more, metadata)| {
            let binding = with_metadata!(cluster binding, metadata).to_all(subjects);
            when(more.is_some(), binding, |binding| more.into_iter().fold(binding, ClusterRoleBinding::to))
        },
    )
}
