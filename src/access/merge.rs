//! Rules that allow the same, written once.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::verbs::place_of;

/// A verb, in the order in which verbs are written.
type Verb = (usize, String);
type Verbs = BTreeSet<Verb>;

/// What a rule is about: an API group, a resource, and the name of one object, or `None` for all.
type About = (String, String, Option<String>);

const EVERY: &str = "*";

/// Returns the fewest rules that allow exactly what the rules allow. The order of the rules makes no difference.
///
/// What a wider rule allows is left out of a narrower one: `get` of one secret beside `get` of all. Rules of equal verbs become
/// one, as far as they allow the same objects.
pub(super) fn merged(rules: &[PolicyRule]) -> Vec<PolicyRule> {
    let (mut resources, mut urls) = (BTreeMap::<About, Verbs>::new(), BTreeMap::<String, Verbs>::new());
    for rule in rules {
        let verbs = || rule.verbs.iter().map(|verb| (place_of(verb), verb.clone()));
        for url in rule.non_resource_urls.iter().flatten() {
            urls.entry(url.clone()).or_default().extend(verbs());
        }
        let names = rule.resource_names.as_deref().unwrap_or_default();
        let names = || names.iter().cloned().map(Some).chain(names.is_empty().then_some(None));
        for group in rule.api_groups.iter().flatten() {
            for resource in rule.resources.iter().flatten() {
                for name in names() {
                    resources.entry((group.clone(), resource.clone(), name)).or_default().extend(verbs());
                }
            }
        }
    }
    let resources = without_covered(&resources, wider);
    let urls = without_covered(&urls, |url| if url == EVERY { Vec::new() } else { vec![EVERY.to_owned()] });
    of_resources(resources).into_iter().chain(of_urls(urls)).collect()
}

/// Returns what includes this: all groups, all resources, all names, and the thing itself.
fn wider((group, resource, name): &About) -> Vec<About> {
    let mut all = Vec::new();
    for group in [group, EVERY] {
        for resource in [resource, EVERY] {
            for name in [name.clone(), None] {
                all.push((group.to_owned(), resource.to_owned(), name));
            }
        }
    }
    all
}

/// Leaves out the verbs that something wider allows too.
fn without_covered<K: Ord + Clone>(
    all: &BTreeMap<K, Verbs>,
    wider: impl Fn(&K) -> Vec<K>,
) -> BTreeMap<K, Verbs> {
    let is_every = |verbs: &Verbs| verbs.iter().any(|(_, verb)| verb == EVERY);
    let own = |about: &K, verbs: &Verbs| {
        let mut verbs = verbs.clone();
        if is_every(&verbs) {
            verbs.retain(|(_, verb)| verb == EVERY);
        }
        for other in wider(about).iter().filter(|other| *other != about) {
            let Some(covered) = all.get(other) else { continue };
            let is_every = is_every(covered);
            verbs.retain(|verb| !is_every && !covered.contains(verb));
        }
        verbs
    };
    let all = all.iter().map(|(about, verbs)| (about.clone(), own(about, verbs)));
    all.filter(|(_, verbs)| !verbs.is_empty()).collect()
}

/// Joins what has equal verbs: the names of a resource, then resources of equal names, then groups of equal resources.
fn of_resources(all: BTreeMap<About, Verbs>) -> Vec<PolicyRule> {
    let names = joined(all.into_iter().map(|((group, resource, name), verbs)| {
        // A rule of all objects is another than one of some.
        ((group, resource, name.is_none(), verbs), name)
    }));
    let resources = joined(
        names.into_iter().map(|((group, resource, _, verbs), names)| ((group, verbs, names), resource)),
    );
    let groups = joined(
        resources.into_iter().map(|((group, verbs, names), resources)| ((verbs, names, resources), group)),
    );
    let mut rules: Vec<_> = groups
        .into_iter()
        .map(|((verbs, names, resources), groups)| PolicyRule {
            verbs: words(verbs),
            api_groups: Some(groups.into_iter().collect()),
            resources: Some(resources.into_iter().collect()),
            resource_names: Some(names.into_iter().flatten().collect())
                .filter(|names: &Vec<_>| !names.is_empty()),
            non_resource_urls: None,
        })
        .collect();
    rules.sort_by(|one, other| key(one).cmp(&key(other)));
    rules
}

fn key(rule: &PolicyRule) -> [&Option<Vec<String>>; 3] {
    [&rule.api_groups, &rule.resources, &rule.resource_names]
}

fn of_urls(all: BTreeMap<String, Verbs>) -> Vec<PolicyRule> {
    let urls = joined(all.into_iter().map(|(url, verbs)| (verbs, url)));
    let mut rules: Vec<_> = urls
        .into_iter()
        .map(|(verbs, urls)| PolicyRule {
            verbs: words(verbs),
            non_resource_urls: Some(urls.into_iter().collect()),
            ..PolicyRule::default()
        })
        .collect();
    rules.sort_by(|one, other| one.non_resource_urls.cmp(&other.non_resource_urls));
    rules
}

fn joined<K: Ord, V: Ord>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, BTreeSet<V>> {
    let mut all = BTreeMap::<K, BTreeSet<V>>::new();
    for (key, value) in pairs {
        all.entry(key).or_default().insert(value);
    }
    all
}

fn words(verbs: Verbs) -> Vec<String> {
    verbs.into_iter().map(|(_, verb)| verb).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PolicyRule, merged};
    use crate::access::{RoleResources, Verbs};
    use crate::random::{Random, cases};
    use crate::resources;

    fn shown(rules: &[PolicyRule]) -> Vec<String> {
        let list = |list: &Option<Vec<String>>| list.as_deref().unwrap_or_default().join(",");
        rules
            .iter()
            .map(|rule| {
                let about =
                    [&rule.api_groups, &rule.resources, &rule.resource_names, &rule.non_resource_urls];
                format!("{} {}", about.map(list).join("|"), rule.verbs.join(","))
            })
            .collect()
    }

    fn rules(asked: &[(Verbs, RoleResources)]) -> Vec<String> {
        let rules: Vec<_> = asked.iter().flat_map(|(verbs, resources)| resources.to_rules(verbs)).collect();
        shown(&merged(&rules))
    }

    #[test]
    fn what_is_asked_for_twice_is_written_once() {
        assert_eq!(
            rules(&[
                (Verbs::PATCH, resources!("apps/deployments")),
                (Verbs::READ, resources!("pods", "apps/deployments")),
                (Verbs::GET, resources!("pods")),
                (Verbs::READ, resources!("services", "pods/log")),
            ]),
            ["|pods,pods/log,services|| get,list,watch", "apps|deployments|| get,list,watch,patch"]
        );
        // The same objects in two groups are one rule.
        assert_eq!(
            rules(&[(Verbs::GET, resources!("extensions/ingresses", "networking.k8s.io/ingresses"))]),
            ["extensions,networking.k8s.io|ingresses|| get"]
        );
    }

    #[test]
    fn what_a_wider_rule_allows_is_left_out() {
        let secret = || resources!("secrets").named(crate::name!("db"));
        assert_eq!(
            rules(&[(Verbs::GET.and(Verbs::UPDATE), secret()), (Verbs::READ, resources!("secrets"))]),
            ["|secrets|| get,list,watch", "|secrets|db| update"]
        );
        assert_eq!(rules(&[(Verbs::GET, secret()), (Verbs::ALL, RoleResources::every())]), ["*|*|| *"]);
        assert_eq!(rules(&[(Verbs::GET.and(Verbs::ALL), resources!("pods"))]), ["|pods|| *"]);
        assert_eq!(
            rules(&[(Verbs::GET, secret()), (Verbs::GET, resources!("secrets").named(crate::name!("tls")))]),
            ["|secrets|db,tls| get"]
        );
    }

    /// What the authorizer of Kubernetes answers: one rule allows the request.
    fn allows(rules: &[PolicyRule], verb: &str, group: &str, resource: &str, name: &str, url: &str) -> bool {
        let has = |list: &Option<Vec<String>>, wanted: &str| {
            list.iter().flatten().any(|item| item == wanted || item == "*")
        };
        rules.iter().any(|rule| {
            let verb = rule.verbs.iter().any(|it| it == verb || it == "*");
            if !url.is_empty() {
                return verb && has(&rule.non_resource_urls, url);
            }
            let named = rule.resource_names.as_ref().is_none_or(Vec::is_empty)
                || (!name.is_empty() && rule.resource_names.iter().flatten().any(|it| it == name));
            verb && has(&rule.api_groups, group) && has(&rule.resources, resource) && named
        })
    }

    fn some(random: &mut Random, of: &[&str]) -> Vec<String> {
        let all =
            of.iter().filter(|_| random.below(3) == 0).map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
        if all.is_empty() { vec![of[random.below(of.len())].to_owned()] } else { all.into_iter().collect() }
    }

    #[test]
    fn merged_rules_allow_what_the_rules_allow() {
        let (verbs, groups) = (["get", "list", "*", "use"], ["", "apps", "*"]);
        let (resources, names) = (["pods", "deployments", "*"], ["a", "b"]);
        let urls = ["/metrics", "/healthz", "*"];
        cases(|random| {
            let count = random.below(6);
            let rules: Vec<_> = (0..count)
                .map(|_| {
                    let verbs = some(random, &verbs);
                    if random.below(4) == 0 {
                        let non_resource_urls = Some(some(random, &urls));
                        return PolicyRule { verbs, non_resource_urls, ..PolicyRule::default() };
                    }
                    PolicyRule {
                        verbs,
                        api_groups: Some(some(random, &groups)),
                        resources: Some(some(random, &resources)),
                        resource_names: (random.below(2) == 0).then(|| some(random, &names)),
                        non_resource_urls: None,
                    }
                })
                .collect();
            let ours = merged(&rules);
            for verb in ["get", "list", "use", "delete"] {
                for url in ["/metrics", "/healthz", "/other"] {
                    assert_eq!(allows(&ours, verb, "", "", "", url), allows(&rules, verb, "", "", "", url));
                }
                for group in ["", "apps", "batch"] {
                    for resource in ["pods", "deployments", "jobs"] {
                        for name in ["a", "b", "c", ""] {
                            let asked = |rules| allows(rules, verb, group, resource, name, "");
                            assert_eq!(
                                asked(&ours),
                                asked(&rules),
                                "{verb} {group}/{resource} {name}: {ours:?}"
                            );
                        }
                    }
                }
            }
            let mut backwards = rules.clone();
            backwards.reverse();
            assert_eq!(shown(&merged(&backwards)), shown(&ours));
            assert_eq!(shown(&merged(&ours)), shown(&ours));
        });
    }
}
