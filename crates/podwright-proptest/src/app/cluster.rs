//! Strategies of the kinds that an administrator makes.

use std::collections::BTreeSet;

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::access::resource_path;
use super::metadata::{metadata_plan, with_metadata};
use super::value::priority;
use crate::pick::{few, maybe, rarely, seldom, with};
use crate::text::text;
use crate::value::{cpu, dns_subdomain, extended_resource, huge_pages, memory, name, prefixed_key, storage};
use podwright::cluster::{
    Amounts, CountedObject, Namespace, PriorityClass, QuotaScope, ResourceQuota, ScopeTerm,
};
use podwright::object::PriorityClassRef;
use podwright::pod::PreemptionPolicy;
use podwright::rules::KubeVersion;
use podwright::rules::pod_security::{Level, LevelVersion};
use podwright::value::{DnsSubdomain, LabelKey, ResourcePath, Storage};

fn level() -> impl Strategy<Value = LevelVersion> {
    let level = select(&[Level::Privileged, Level::Baseline, Level::Restricted][..]);
    (level, maybe(select(KubeVersion::ALL.to_vec()))).prop_map(|(level, version)| match version {
        Some(version) => level.at(version),
        None => level.into(),
    })
}

/// Namespaces with every level of pod security.
pub fn namespace() -> impl Strategy<Value = Namespace> {
    let levels = (maybe(level()), rarely(level()), rarely(level()));
    let finalizer = prop_oneof![Just(LabelKey::literal("kubernetes")), prefixed_key()];
    (name(), levels, rarely(finalizer), metadata_plan()).prop_map(
        |(name, (enforced, warned, audited), finalizer, metadata)| {
            with_metadata!(cluster Namespace::new(name), metadata)
                .with_some(enforced, Namespace::pod_security)
                .with_some(warned, Namespace::pod_security_warn)
                .with_some(audited, Namespace::pod_security_audit)
                .with_some(finalizer, Namespace::spec_finalizer)
        },
    )
}

/// `PriorityClass` objects of every value that a cluster's user may give.
pub fn priority_class() -> impl Strategy<Value = PriorityClass> {
    let settings = (seldom(), maybe(select(PreemptionPolicy::ALL)), maybe(text()));
    (dns_subdomain(), priority(), settings, metadata_plan()).prop_map(
        |(name, value, (is_default, policy, description), metadata)| {
            with_metadata!(cluster PriorityClass::new(name, value), metadata)
                .when(is_default, PriorityClass::global_default)
                .with_some(policy, PriorityClass::preemption_policy)
                .with_some(description, PriorityClass::description)
        },
    )
}

/// Amounts that quotas of pods with certain properties may speak of.
fn pod_amounts() -> impl Strategy<Value = Amounts> {
    (maybe(cpu()), maybe(memory()))
        .prop_map(|(cpu, memory)| with(with(Amounts::new(), cpu, Amounts::cpu), memory, Amounts::memory))
}

/// What a quota speaks of. A scope leaves out what it does not know.
#[derive(Clone, Debug)]
enum Subject {
    Everything {
        requests: Amounts,
        limits: Amounts,
        storage: Option<Storage>,
        counts: Vec<(CountedObject, u32)>,
    },
    Pods {
        requests: Amounts,
        limits: Amounts,
        count: Option<u32>,
        scopes: BTreeSet<QuotaScope>,
        terms: Vec<Term>,
    },
    BestEffort(u32),
    Attributes {
        storage: Option<Storage>,
        count: Option<u32>,
        term: Option<Term>,
    },
}

#[derive(Clone, Debug)]
enum Term {
    PriorityIn(DnsSubdomain, Vec<DnsSubdomain>),
    PriorityNotIn(DnsSubdomain),
    NoPriority,
    AttributesIn(DnsSubdomain, Vec<DnsSubdomain>),
    AttributesNotIn(DnsSubdomain),
}

impl Term {
    fn scope_term(self) -> ScopeTerm {
        let class = PriorityClassRef::new;
        match self {
            Self::PriorityIn(first, more) => {
                ScopeTerm::priority_class_in((class(first), more.into_iter().map(class).collect()))
            }
            Self::PriorityNotIn(name) => ScopeTerm::priority_class_not_in([class(name)]),
            Self::NoPriority => ScopeTerm::no_priority_class(),
            Self::AttributesIn(first, more) => ScopeTerm::volume_attributes_class_in((first, more)),
            Self::AttributesNotIn(name) => ScopeTerm::volume_attributes_class_not_in([name]),
        }
    }
}

fn everything() -> impl Strategy<Value = Subject> {
    let more =
        (pod_amounts(), rarely(storage()), rarely(huge_pages()), rarely((extended_resource(), any::<u32>())));
    let requests = more.prop_map(|(amounts, storage, pages, extended)| {
        let amounts = with(amounts, storage, Amounts::ephemeral_storage);
        let amounts = with(amounts, pages, Amounts::huge_pages);
        with(amounts, extended, |amounts, (resource, count)| amounts.extended(resource, count))
    });
    let limits = (pod_amounts(), rarely(storage()))
        .prop_map(|(amounts, storage)| with(amounts, storage, Amounts::ephemeral_storage));
    let counts = few((select(CountedObject::ALL), any::<u32>()), 4);
    (requests, limits, maybe(storage()), counts).prop_map(|(requests, limits, storage, mut counts)| {
        if counts.is_empty() && storage.is_none() && requests == Amounts::new() && limits == Amounts::new() {
            counts.push((CountedObject::Pods, 0));
        }
        Subject::Everything { requests, limits, storage, counts }
    })
}

fn of_pods() -> impl Strategy<Value = Subject> {
    let scope = prop_oneof![
        Just(QuotaScope::Terminating),
        Just(QuotaScope::NotTerminating),
        Just(QuotaScope::NotBestEffort),
        Just(QuotaScope::PriorityClass),
        Just(QuotaScope::CrossNamespacePodAffinity),
    ];
    let scopes = few(scope, 3).prop_map(|scopes| {
        let mut scopes: BTreeSet<_> = scopes.into_iter().collect();
        // The two exclude each other.
        if scopes.contains(&QuotaScope::Terminating) {
            scopes.remove(&QuotaScope::NotTerminating);
        }
        scopes
    });
    let term = prop_oneof![
        (dns_subdomain(), few(dns_subdomain(), 2)).prop_map(|(first, more)| Term::PriorityIn(first, more)),
        dns_subdomain().prop_map(Term::PriorityNotIn),
        Just(Term::NoPriority),
    ];
    (pod_amounts(), pod_amounts(), maybe(any::<u32>()), scopes, few(term, 2)).prop_map(
        |(requests, limits, count, scopes, terms)| {
            let is_empty = scopes.is_empty() && terms.is_empty();
            let count = count.or(is_empty.then_some(0));
            Subject::Pods { requests, limits, count, scopes, terms }
        },
    )
}

fn of_attributes() -> impl Strategy<Value = Subject> {
    let term = prop_oneof![
        (dns_subdomain(), few(dns_subdomain(), 2)).prop_map(|(first, more)| Term::AttributesIn(first, more)),
        dns_subdomain().prop_map(Term::AttributesNotIn),
    ];
    (maybe(storage()), maybe(any::<u32>()), maybe(term))
        .prop_map(|(storage, count, term)| Subject::Attributes { storage, count, term })
}

impl Subject {
    fn put_into(self, quota: ResourceQuota) -> ResourceQuota {
        match self {
            Self::Everything { requests, limits, storage, counts } => {
                let quota = quota.requests(requests).limits(limits);
                let quota = quota.with_some(storage, ResourceQuota::requests_storage);
                counts.into_iter().fold(quota, |quota, (of, count)| quota.count(of, count))
            }
            Self::Pods { requests, limits, count, scopes, terms } => {
                let quota = quota.requests(requests).limits(limits);
                let quota = quota.with_some(count, |quota, count| quota.count(CountedObject::Pods, count));
                let quota = scopes.into_iter().fold(quota, ResourceQuota::scope);
                terms.into_iter().map(Term::scope_term).fold(quota, ResourceQuota::scope)
            }
            Self::BestEffort(count) => quota.count(CountedObject::Pods, count).scope(QuotaScope::BestEffort),
            Self::Attributes { storage, count, term } => quota
                .with_some(storage, ResourceQuota::requests_storage)
                .with_some(count, |quota, count| quota.count(CountedObject::Claims, count))
                .with_some(term, |quota, term| quota.scope(term.scope_term()))
                .when(true, |quota| quota.scope(QuotaScope::VolumeAttributesClass)),
        }
    }
}

/// `ResourceQuota` objects of everything and of certain pods and claims.
pub fn resource_quota() -> impl Strategy<Value = ResourceQuota> {
    let subject = prop_oneof![
        3 => everything(),
        3 => of_pods(),
        1 => any::<u32>().prop_map(Subject::BestEffort),
        1 => of_attributes(),
    ];
    // A quota counts the objects of a resource, of which there is one.
    let counted = resource_path().prop_filter("no star is counted", |path: &ResourcePath| {
        !path.as_str().contains('*') && !path.resource().contains('/')
    });
    let class = (dns_subdomain(), maybe(storage()), maybe(any::<u32>()));
    (dns_subdomain(), subject, few((counted, any::<u32>()), 2), rarely(class), metadata_plan()).prop_map(
        |(name, subject, counts, class, metadata)| {
            let quota = subject.put_into(with_metadata!(namespaced ResourceQuota::new(name), metadata));
            let quota = counts.into_iter().fold(quota, |quota, (of, count)| quota.count(of, count));
            quota.with_some(class, |quota, (class, storage, count)| {
                quota
                    .with_some(storage, |quota, storage| quota.class_storage(&class, storage))
                    .with_some(count, |quota, count| quota.class_claims(&class, count))
            })
        },
    )
}
