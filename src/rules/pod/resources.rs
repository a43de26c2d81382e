//! Requests and limits of the pod as a whole, compared with those of its containers.

use std::collections::btree_map;
use std::fmt;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::catalog::pod as rule;
use crate::rules::container::resources::{HUGE_PAGES, Level, Quantities, RequestsAndLimits, validate_claims};
use crate::rules::engine::check::entries;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::index::Index;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::value::quantity::Exact;

/// Amounts by resource.
pub(crate) type Amounts<'p, A> = Index<'p, A>;

/// Whether the amounts of containers are rounded before they are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Round {
    No,
    ToMilli,
}

/// An amount that can be added and compared.
pub(crate) trait Addend: Ord + Clone + fmt::Display {
    /// Parses a quantity, as the API server does.
    fn parse(text: &str) -> Option<Self>;

    /// Returns the sum. It is `None` if it has too many digits to compute.
    fn checked_add(&self, other: &Self) -> Option<Self>;

    /// Rounds to thousandths, away from zero.
    fn rounded_to_milli(self) -> Self;
}

/// Fast, for rules that compare.
impl Addend for Amount {
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    fn checked_add(&self, other: &Self) -> Option<Self> {
        self.checked_add(other)
    }

    fn rounded_to_milli(self) -> Self {
        self.rounded_to_milli()
    }
}

/// Keeps the kind of unit, for amounts that are shown.
impl Addend for Exact {
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    fn checked_add(&self, other: &Self) -> Option<Self> {
        Self::checked_add(self, other)
    }

    fn rounded_to_milli(self) -> Self {
        Self::rounded_to_milli(&self)
    }
}

/// Validates `resources` of the pod.
pub(crate) fn validate(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let Some(resources) = scope.spec.resources.as_ref().filter(|_| scope.gates.pod_level_resources) else {
        return;
    };
    let at = spec.field("resources");
    if scope.is_windows() {
        findings.forbidden(rule::POD_RESOURCES_WINDOWS, &at, "must not be set for a Windows pod");
        return;
    }
    if resources.claims.is_some() {
        findings.forbidden(
            rule::POD_RESOURCES_CLAIMS,
            &at.field("claims"),
            "containers have claims, pods do not",
        );
    }
    let (limits, requests) = defaulted::<Amount>(scope, resources);
    RequestsAndLimits::new(Some(&limits), Some(&requests), false).validate(Level::Pod, &at, findings);
    validate_claims(scope, list(resources.claims.as_ref()), &at.field("claims"), findings);
    validate_containers_fit(scope, &limits, &requests, &at, findings);
}

fn validate_containers_fit(
    scope: &Scope<'_>,
    limits: &Quantities,
    requests: &Quantities,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let rounded = Amount::rounded_to_milli;
    let of_pod = |quantities: &Quantities, name: &str| {
        quantities.get(name).and_then(|quantity| Amount::parse(&quantity.0).ok()).map(rounded)
    };
    let requests_at = at.field("requests");
    for (name, sum) in sum_of_requests::<Amount>(scope, Round::ToMilli).iter() {
        if let Some(request) = of_pod(requests, name).filter(|request| sum > request) {
            let detail = format!("must be at least what the containers request together, {sum}");
            let value = request.to_string();
            findings.invalid(rule::POD_REQUEST_UNDER_CONTAINERS, &requests_at.key(name), &value, &detail);
        }
    }
    let limits_at = at.field("limits");
    for (name, sum) in sum_of_limits::<Amount>(scope, Round::ToMilli).iter() {
        if !name.starts_with(HUGE_PAGES) {
            continue;
        }
        if let Some(limit) = of_pod(limits, name).filter(|limit| sum > limit) {
            let detail = format!("must be at least what the containers may use together, {sum}");
            let value = limit.to_string();
            findings.invalid(rule::POD_LIMIT_UNDER_CONTAINERS, &limits_at.key(name), &value, &detail);
        }
    }
    for (i, container) in scope.spec.containers.iter().enumerate() {
        let own = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
        for (name, quantity) in entries(own) {
            let limit = Amount::parse(&quantity.0).ok().map(rounded);
            let (Some(limit), Some(most)) = (limit, of_pod(limits, name)) else { continue };
            if limit > most {
                // The API server writes the path of the container within the resources of the pod.
                let at = at.item("containers", i);
                let at = at.key(name);
                let detail = format!("must be at most the limit of the pod, {most}");
                findings.invalid(rule::CONTAINER_LIMIT_OVER_POD, &at.field("limits"), &quantity.0, &detail);
            }
        }
    }
}

/// Tells whether a pod has requests and limits of a resource, beside those of its containers.
pub(crate) fn is_of_pods(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with(HUGE_PAGES)
}

/// Returns limits and requests with the API server's defaults, which come from the containers.
pub(crate) fn defaulted<A: Addend>(
    scope: &Scope<'_>,
    resources: &v1::ResourceRequirements,
) -> (Quantities, Quantities) {
    let mut limits = resources.limits.clone().unwrap_or_default();
    let mut requests = resources.requests.clone().unwrap_or_default();
    if !scope.is_pod() || (limits.is_empty() && requests.is_empty()) {
        return (limits, requests);
    }
    let quantity = |amount: &A| Quantity(amount.to_string());
    // Since 1.37 the API server rounds the amounts of containers before it adds them.
    let round = if scope.gates.pod_limits_default { Round::ToMilli } else { Round::No };
    for (name, sum) in sum_of_limits::<A>(scope, round).iter() {
        if name.starts_with(HUGE_PAGES) && !requests.contains_key(name) && !limits.contains_key(name) {
            limits.insert(name.to_owned(), quantity(sum));
        }
    }
    if limits.is_empty() && !scope.gates.pod_limits_default {
        return (limits, requests);
    }
    for (name, sum) in sum_of_requests::<A>(scope, round).iter() {
        if matches!(name, "cpu" | "memory") && !requests.contains_key(name) {
            requests.insert(name.to_owned(), quantity(sum));
        }
    }
    for (name, limit) in &limits {
        if is_of_pods(name) && !requests.contains_key(name) {
            requests.insert(name.clone(), limit.clone());
        }
    }
    if scope.gates.pod_limits_default {
        default_limits::<A>(scope, &mut limits, &requests);
    }
    (limits, requests)
}

/// Adds default limits, as the API server does since 1.37.
///
/// A resource that the pod requests without a limit, and of which every container has a limit, is limited to the sum of
/// those, or to the request if that is larger.
fn default_limits<A: Addend>(scope: &Scope<'_>, limits: &mut Quantities, requests: &Quantities) {
    let has_limit = |container: &ContainerRef<'_>, name: &str| {
        let resources = container.view().resources;
        resources
            .and_then(|resources| resources.limits.as_ref())
            .is_some_and(|limits| limits.contains_key(name))
    };
    for (name, sum) in sum_of_limits::<A>(scope, Round::ToMilli).iter() {
        let Some(request) = requests.get(name).filter(|_| !limits.contains_key(name)) else { continue };
        if is_of_pods(name) && scope.containers().all(|container| has_limit(&container, name)) {
            let limit = match A::parse(&request.0) {
                Some(request) if request > *sum => request.to_string(),
                _ => sum.to_string(),
            };
            limits.insert(name.to_owned(), Quantity(limit));
        }
    }
}

/// Returns what the containers request together.
pub(crate) fn sum_of_requests<'p, A: Addend>(scope: &Scope<'p>, round: Round) -> Amounts<'p, A> {
    let is_pod = scope.is_pod();
    sum(scope, |container| {
        let resources = container.resources.as_ref();
        let limits = resources.and_then(|resources| resources.limits.as_ref());
        let requests = resources.and_then(|resources| resources.requests.as_ref());
        let mut own = amounts(entries(requests), round);
        for (name, quantity) in entries(limits.filter(|_| is_pod)) {
            if !requests.is_some_and(|requests| requests.contains_key(name)) {
                put(&mut own, name, quantity, round);
            }
        }
        own
    })
}

/// Returns what the containers may use together.
pub(crate) fn sum_of_limits<'p, A: Addend>(scope: &Scope<'p>, round: Round) -> Amounts<'p, A> {
    sum(scope, |container| {
        let limits = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
        amounts(entries(limits), round)
    })
}

/// Returns the ephemeral storage that all containers together may use. It is `None` if no container has a limit.
pub(crate) fn ephemeral_storage_limit(scope: &Scope<'_>) -> Option<Amount> {
    sum_of_limits::<Amount>(scope, Round::No)
        .get("ephemeral-storage")
        .filter(|amount| amount.is_positive())
        .cloned()
}

pub(crate) fn amounts<A: Addend>(
    quantities: btree_map::Iter<'_, String, Quantity>,
    round: Round,
) -> Amounts<'_, A> {
    let mut amounts = Amounts::new();
    for (name, quantity) in quantities {
        put(&mut amounts, name, quantity, round);
    }
    amounts
}

fn put<'p, A: Addend>(amounts: &mut Amounts<'p, A>, name: &'p str, quantity: &Quantity, round: Round) {
    if let Some(amount) = A::parse(&quantity.0) {
        amounts.set(name, if round == Round::ToMilli { amount.rounded_to_milli() } else { amount });
    }
}

/// Returns what all containers need at most at one time: while the regular containers run, or while an init container runs.
/// The sidecars that were started before are added in both cases.
fn sum<'p, A: Addend>(scope: &Scope<'p>, of: impl Fn(&'p v1::Container) -> Amounts<'p, A>) -> Amounts<'p, A> {
    let mut total = Amounts::new();
    for container in &scope.spec.containers {
        add(&mut total, &of(container));
    }
    let (mut sidecars, mut most) = (Amounts::new(), Amounts::new());
    for container in scope.init_containers() {
        let own = of(container);
        if container.restart_policy.as_deref() == Some("Always") {
            add(&mut total, &own);
            add(&mut sidecars, &own);
            for (name, _) in own.iter() {
                if let Some(amount) = sidecars.get(name) {
                    keep_larger(&mut most, name, amount.clone());
                }
            }
        } else {
            for (name, amount) in own.iter() {
                let meanwhile = match sidecars.get(name) {
                    Some(of_sidecars) => added(amount, of_sidecars),
                    None => amount.clone(),
                };
                keep_larger(&mut most, name, meanwhile);
            }
        }
    }
    for (name, amount) in most.iter() {
        keep_larger(&mut total, name, amount.clone());
    }
    total
}

/// Adds amounts to those of the same resources.
pub(crate) fn add<'p, A: Addend>(total: &mut Amounts<'p, A>, more: &Amounts<'p, A>) {
    for (name, amount) in more.iter() {
        match total.get_mut(name) {
            Some(sum) => *sum = added(sum, amount),
            None => total.set(name, amount.clone()),
        }
    }
}

/// Adds two amounts. A sum that is too long to compute counts as its larger part.
pub(crate) fn added<A: Addend>(one: &A, other: &A) -> A {
    one.checked_add(other).unwrap_or_else(|| one.clone().max(other.clone()))
}

fn keep_larger<'p, A: Addend>(amounts: &mut Amounts<'p, A>, name: &'p str, other: A) {
    match amounts.get_mut(name) {
        Some(amount) if *amount >= other => {}
        Some(amount) => *amount = other,
        None => amounts.set(name, other),
    }
}
