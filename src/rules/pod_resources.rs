//! Requests and limits of the pod as a whole, compared with those of its containers.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::catalog as rule;
use super::check::list;
use super::findings::Findings;
use super::path::Path;
use super::quantities::Amount;
use super::resources::{self, HUGE_PAGES, Level, Quantities, RequestsAndLimits, validate_claims};
use super::scope::{ContainerRef, Scope};

/// Amounts by resource.
type Amounts<'p> = BTreeMap<&'p str, Amount>;

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
    let (limits, requests) = defaulted(scope, resources);
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
    for (name, sum) in sum_of_requests(scope, rounded) {
        if let Some(request) = of_pod(requests, name).filter(|request| sum > *request) {
            let detail = format!("must be at least what the containers request together, {sum}");
            let value = request.to_string();
            findings.invalid(rule::POD_REQUEST_UNDER_CONTAINERS, &requests_at.key(name), &value, &detail);
        }
    }
    let limits_at = at.field("limits");
    for (name, sum) in sum_of_limits(scope, rounded) {
        if !name.starts_with(HUGE_PAGES) {
            continue;
        }
        if let Some(limit) = of_pod(limits, name).filter(|limit| sum > *limit) {
            let detail = format!("must be at least what the containers may use together, {sum}");
            let value = limit.to_string();
            findings.invalid(rule::POD_LIMIT_UNDER_CONTAINERS, &limits_at.key(name), &value, &detail);
        }
    }
    for (i, container) in scope.spec.containers.iter().enumerate() {
        let own = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
        for (name, quantity) in own.into_iter().flatten() {
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

/// Returns limits and requests with the API server's defaults, which come from the containers.
fn defaulted(scope: &Scope<'_>, resources: &v1::ResourceRequirements) -> (Quantities, Quantities) {
    let mut limits = resources.limits.clone().unwrap_or_default();
    let mut requests = resources.requests.clone().unwrap_or_default();
    if !scope.is_pod() || (limits.is_empty() && requests.is_empty()) {
        return (limits, requests);
    }
    let quantity = |amount: &Amount| Quantity(amount.to_string());
    // Since 1.37 the API server rounds the amounts of containers before it adds them.
    let round =
        |amount: Amount| if scope.gates.pod_limits_default { amount.rounded_to_milli() } else { amount };
    for (name, sum) in sum_of_limits(scope, round) {
        if name.starts_with(HUGE_PAGES) && !requests.contains_key(name) && !limits.contains_key(name) {
            limits.insert(name.to_owned(), quantity(&sum));
        }
    }
    if limits.is_empty() && !scope.gates.pod_limits_default {
        return (limits, requests);
    }
    for (name, sum) in sum_of_requests(scope, round) {
        if matches!(name, "cpu" | "memory") && !requests.contains_key(name) {
            requests.insert(name.to_owned(), quantity(&sum));
        }
    }
    for (name, limit) in &limits {
        let is_of_pods = matches!(&**name, "cpu" | "memory") || name.starts_with(HUGE_PAGES);
        if is_of_pods && !requests.contains_key(name) {
            requests.insert(name.clone(), limit.clone());
        }
    }
    if scope.gates.pod_limits_default {
        default_limits(scope, &mut limits, &requests);
    }
    (limits, requests)
}

/// Adds default limits, as the API server does since 1.37.
///
/// A resource that the pod requests without a limit, and of which every container has a limit, is limited to the sum of
/// those, or to the request if that is larger.
fn default_limits(scope: &Scope<'_>, limits: &mut Quantities, requests: &Quantities) {
    let has_limit = |container: &ContainerRef<'_>, name: &str| {
        let resources = container.view().resources;
        resources
            .and_then(|resources| resources.limits.as_ref())
            .is_some_and(|limits| limits.contains_key(name))
    };
    for (name, sum) in sum_of_limits(scope, Amount::rounded_to_milli) {
        let Some(request) = requests.get(name).filter(|_| !limits.contains_key(name)) else { continue };
        let is_of_pods = matches!(name, "cpu" | "memory") || name.starts_with(HUGE_PAGES);
        if is_of_pods && scope.containers().all(|container| has_limit(&container, name)) {
            let limit = match Amount::parse(&request.0) {
                Ok(request) => request.max(sum),
                Err(_) => sum,
            };
            limits.insert(name.to_owned(), Quantity(limit.to_string()));
        }
    }
}

fn sum_of_requests<'p>(scope: &Scope<'p>, round: impl Fn(Amount) -> Amount) -> Amounts<'p> {
    let is_pod = scope.is_pod();
    sum(scope, |container| {
        let resources = container.resources.as_ref();
        let limits = resources.and_then(|resources| resources.limits.as_ref());
        let requests = resources.and_then(|resources| resources.requests.as_ref());
        amounts(resources::effective_requests(limits, requests, is_pod), &round)
    })
}

fn sum_of_limits<'p>(scope: &Scope<'p>, round: impl Fn(Amount) -> Amount) -> Amounts<'p> {
    sum(scope, |container| {
        let limits = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
        amounts(limits.into_iter().flatten(), &round)
    })
}

/// Returns the ephemeral storage that all containers together may use. It is `None` if no container has a limit.
pub(crate) fn ephemeral_storage_limit(scope: &Scope<'_>) -> Option<Amount> {
    sum_of_limits(scope, |amount| amount).remove("ephemeral-storage").filter(Amount::is_positive)
}

fn amounts<'p>(
    quantities: impl Iterator<Item = (&'p String, &'p Quantity)>,
    round: impl Fn(Amount) -> Amount,
) -> Amounts<'p> {
    let amount = |quantity: &Quantity| Amount::parse(&quantity.0).ok().map(&round);
    quantities.filter_map(|(name, quantity)| Some((name.as_str(), amount(quantity)?))).collect()
}

/// Returns what all containers need at most at one time: while the regular containers run, or while an init container runs.
/// The sidecars that were started before are added in both cases.
fn sum<'p>(scope: &Scope<'p>, of: impl Fn(&'p v1::Container) -> Amounts<'p>) -> Amounts<'p> {
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
            keep_larger(&mut most, &sidecars);
        } else {
            let mut meanwhile = own;
            add(&mut meanwhile, &sidecars);
            keep_larger(&mut most, &meanwhile);
        }
    }
    keep_larger(&mut total, &most);
    total
}

fn add<'p>(total: &mut Amounts<'p>, more: &Amounts<'p>) {
    for (name, amount) in more {
        match total.get_mut(name) {
            // A sum that is too long to compute counts as its larger part.
            Some(sum) => *sum = sum.checked_add(amount).unwrap_or_else(|| sum.clone().max(amount.clone())),
            None => {
                total.insert(name, amount.clone());
            }
        }
    }
}

fn keep_larger<'p>(amounts: &mut Amounts<'p>, others: &Amounts<'p>) {
    for (name, other) in others {
        match amounts.get_mut(name) {
            Some(amount) if *amount >= *other => {}
            Some(amount) => *amount = other.clone(),
            None => {
                amounts.insert(name, other.clone());
            }
        }
    }
}
