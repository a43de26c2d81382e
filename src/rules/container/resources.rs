//! Requests and limits of containers.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::annotations::MIRROR;
use crate::rules::engine::check::entries;
use crate::rules::engine::check::{list, require_grammar_if_set, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;
use crate::value::quantity::{is_whole, is_whole_pages};

pub(crate) type Quantities = BTreeMap<String, Quantity>;

pub(crate) const HUGE_PAGES: &str = "hugepages-";

/// The resources that the API server knows by a name without a domain.
const STANDARD: &[&str] = &[
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "storage",
    "requests.storage",
    "services.nodeports",
    "services.loadbalancers",
];

/// The resources whose amounts are whole numbers.
const COUNTED: &[&str] = &[
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "services.nodeports",
    "services.loadbalancers",
];

/// Tells whether a resource has no domain, or one of Kubernetes.
fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Tells whether a resource is an extended resource, which a device plugin or an administrator adds.
fn is_extended(name: &str) -> bool {
    // Quotas prepend `requests.` to the name. The result must be a valid key too.
    let fits_quota = || {
        let (domain, rest) = name.split_once('/').unwrap_or(("", name));
        let longer = "requests.".len() + domain.len() <= grammar::SUBDOMAIN_MAX;
        longer && !rest.is_empty() && grammar::label_key(name).is_ok()
    };
    !is_native(name) && !name.starts_with("requests.") && fits_quota()
}

/// Tells whether the limit of a resource may be larger than its request.
pub(crate) fn is_overcommit_allowed(name: &str) -> bool {
    is_cpu_or_memory(name) || (is_native(name) && !name.starts_with(HUGE_PAGES))
}

/// The level at which resources are requested. It decides which resources exist.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Container,
    Pod,
}

/// Tells whether a resource is cpu or memory, which have no rules of their own and are checked first.
fn is_cpu_or_memory(name: &str) -> bool {
    matches!(name, "cpu" | "memory")
}

/// Validates the name of a resource of containers.
#[cfg(feature = "app")]
pub(crate) fn validate_container_name(name: &str, at: &Path<'_>, findings: &mut Findings) {
    validate_name(name, Level::Container, at, findings);
}

fn validate_name(name: &str, level: Level, at: &Path<'_>, findings: &mut Findings) {
    if is_cpu_or_memory(name) {
        return;
    }
    if let Err(broken) = grammar::label_key(name) {
        findings.invalid(rule::RESOURCE_NAME_INVALID, at, name, broken.rule);
        return;
    }
    let of_pods = name.starts_with(HUGE_PAGES);
    let of_containers = of_pods || name == "ephemeral-storage";
    match level {
        _ if of_pods => {}
        Level::Pod
            if name.contains('/') || STANDARD.contains(&name) || name.starts_with("requests.hugepages-") =>
        {
            findings.not_supported(
                rule::POD_RESOURCE_UNSUPPORTED,
                at,
                name,
                &["cpu", "hugepages-SIZE", "memory"],
            );
        }
        Level::Container
            if of_containers || (name.contains('/') && (is_native(name) || is_extended(name))) => {}
        _ => {
            let detail = "must be cpu, memory, ephemeral-storage, hugepages-SIZE or DOMAIN/NAME";
            findings.invalid(rule::RESOURCE_NAME_UNKNOWN, at, name, detail);
        }
    }
}

/// Validates one amount by itself.
fn validate_amount(name: &str, quantity: &Quantity, amount: &Amount, at: &Path<'_>, findings: &mut Findings) {
    quantities::require_not_negative(findings, rule::RESOURCE_NEGATIVE, at, quantity, amount);
    if is_cpu_or_memory(name) {
        return;
    }
    if (COUNTED.contains(&name) || is_extended(name)) && !is_whole(&quantity.0) {
        findings.invalid(rule::RESOURCE_FRACTION, at, &quantity.0, "must be a whole number");
    }
    if let Some(page) = name.strip_prefix(HUGE_PAGES)
        && !is_whole_pages(&quantity.0, page)
    {
        let detail = "must be a whole number of pages";
        findings.invalid(rule::HUGE_PAGES_INDIVISIBLE, at, &quantity.0, detail);
    }
}

/// Validates `resources` of the container at `container`.
pub(crate) fn validate_container(
    scope: &Scope<'_>,
    resources: Option<&v1::ResourceRequirements>,
    defaults: bool,
    container: &Path<'_>,
    findings: &mut Findings,
) {
    let Some(resources) = resources else { return };
    let at = container.field("resources");
    let amounts = RequestsAndLimits::new(
        resources.limits.as_ref(),
        resources.requests.as_ref(),
        defaults && scope.is_pod(),
    );
    amounts.validate(Level::Container, &at, findings);
    if scope.gates.resource_claims {
        validate_claims(scope, list(resources.claims.as_ref()), &at.field("claims"), findings);
    }
}

/// Validates `overhead`, by the rules for the limits of a container.
pub(crate) fn validate_overhead(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    if let Some(overhead) = &scope.spec.overhead {
        RequestsAndLimits::new(Some(overhead), None, false).validate(
            Level::Container,
            &spec.field("overhead"),
            findings,
        );
    }
}

/// Limits and requests. With `default_requests`, a request that is not set is the limit.
#[derive(Clone, Copy)]
pub(crate) struct RequestsAndLimits<'p> {
    limits: Option<&'p Quantities>,
    requests: Option<&'p Quantities>,
    default_requests: bool,
}

impl<'p> RequestsAndLimits<'p> {
    pub(crate) fn new(
        limits: Option<&'p Quantities>,
        requests: Option<&'p Quantities>,
        default_requests: bool,
    ) -> Self {
        Self { limits, requests, default_requests }
    }

    pub(crate) fn validate(self, level: Level, at: &Path<'_>, findings: &mut Findings) {
        let (limits_at, requests_at) = (at.field("limits"), at.field("requests"));
        for (name, quantity) in entries(self.limits) {
            validate_entry(name, quantity, level, &limits_at, findings);
        }
        for (name, quantity) in effective_requests(self.limits, self.requests, self.default_requests) {
            let amount = validate_entry(name, quantity, level, &requests_at, findings);
            let Some(limit) = self.limits.and_then(|limits| limits.get(name)) else {
                if !is_overcommit_allowed(name) {
                    let detail = format!("a limit equal to the request of {name} must be set");
                    findings.required(rule::RESOURCE_LIMIT_REQUIRED, &limits_at, &detail);
                }
                continue;
            };
            // Parsed a second time, which is cheaper than to keep the amounts of all limits.
            let limit_amount = Amount::parse(&limit.0).ok().map(Amount::rounded_to_milli);
            if let (Some(amount), Some(limit_amount)) = (amount, limit_amount) {
                compare_with_limit(name, (quantity, &amount), (limit, &limit_amount), &requests_at, findings);
            }
        }
        self.validate_huge_pages(at, findings);
    }

    fn validate_huge_pages(self, at: &Path<'_>, findings: &mut Findings) {
        let (mut has_huge_pages, mut has_cpu_or_memory) = (false, false);
        for (name, _) in entries(self.limits).chain(entries(self.requests)) {
            has_huge_pages |= name.starts_with(HUGE_PAGES);
            has_cpu_or_memory |= is_cpu_or_memory(name);
        }
        if has_huge_pages && !has_cpu_or_memory {
            findings.forbidden(rule::HUGE_PAGES_ALONE, at, "huge pages need cpu or memory beside them");
        }
    }
}

/// Returns the requests that the API server sees. With `default`, a request that is not set is the limit.
pub(crate) fn effective_requests<'p>(
    limits: Option<&'p Quantities>,
    requests: Option<&'p Quantities>,
    default: bool,
) -> impl Iterator<Item = (&'p String, &'p Quantity)> {
    let is_missing = move |name: &str| !requests.is_some_and(|requests| requests.contains_key(name));
    let defaulted = entries(limits.filter(|_| default)).filter(move |(name, _)| is_missing(name));
    entries(requests).chain(defaulted)
}

#[inline(never)]
fn validate_entry(
    name: &str,
    quantity: &Quantity,
    level: Level,
    list: &Path<'_>,
    findings: &mut Findings,
) -> Option<Amount> {
    let at = list.key(name);
    validate_name(name, level, &at, findings);
    let amount = Amount::read(quantity, &at, findings)?.rounded_to_milli();
    validate_amount(name, quantity, &amount, &at, findings);
    Some(amount)
}

fn compare_with_limit(
    name: &str,
    (request, request_amount): (&Quantity, &Amount),
    (limit, limit_amount): (&Quantity, &Amount),
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if request_amount != limit_amount && !is_overcommit_allowed(name) {
        let detail = format!("must be equal to {name} limit of {}", limit.0);
        findings.invalid(rule::RESOURCE_REQUEST_DIFFERS, at, &request.0, &detail);
    } else if request_amount > limit_amount {
        let detail = format!("must be less than or equal to {name} limit of {}", limit.0);
        findings.invalid(rule::RESOURCE_REQUEST_OVER_LIMIT, at, &request.0, &detail);
    }
}

/// Returns the claims that resources name.
pub(crate) fn claims(resources: Option<&v1::ResourceRequirements>) -> &[v1::ResourceClaim] {
    resources.map_or(&[], |resources| list(resources.claims.as_ref()))
}

/// Validates the claims that a container uses.
pub(crate) fn validate_claims(
    scope: &Scope<'_>,
    claims: &[v1::ResourceClaim],
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if claims.is_empty() {
        return;
    }
    let mut declared = Seen::<_>::new();
    if scope.gates.resource_claims {
        declared.extend(list(scope.spec.resource_claims.as_ref()).iter().map(|claim| &*claim.name));
    }
    let (mut whole, mut in_part, mut requests) = (Seen::<_>::new(), Seen::<_>::new(), Seen::<_>::new());
    for (i, claim) in claims.iter().enumerate() {
        let at = at.index(i);
        let (name, request) = (&*claim.name, text(claim.request.as_ref()));
        if name.is_empty() {
            findings.required(rule::CLAIM_NAME_REQUIRED, &at, "name a claim of the pod");
            continue;
        }
        let is_new = !whole.contains(name);
        if is_new {
            require_grammar_if_set(
                findings,
                rule::CLAIM_REQUEST_INVALID,
                &at.field("request"),
                request,
                grammar::label,
            );
        }
        let is_duplicate = match request {
            _ if !is_new => true,
            "" => !whole.insert(name) || in_part.contains(name),
            request => {
                in_part.insert(name);
                !requests.insert((name, request))
            }
        };
        if is_duplicate {
            findings.duplicate(rule::CLAIM_DUPLICATE, &at, name);
        }
        if !declared.contains(name) {
            findings.not_found(rule::CLAIM_NOT_FOUND, &at, name);
        }
    }
}

/// Validates `resourceClaims` of a pod.
pub(crate) fn validate_pod_claims(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let claims = list(scope.spec.resource_claims.as_ref());
    if claims.is_empty() || !scope.gates.resource_claims {
        return;
    }
    let mut names = Seen::<_>::new();
    for (i, claim) in claims.iter().enumerate() {
        if scope.is_pod() && scope.annotation(MIRROR).is_some() {
            let detail = "a mirror pod has no resource claims";
            // The API server names no field.
            findings.forbidden(rule::CLAIM_OF_MIRROR_POD, &Path::ROOT.key(""), detail);
            continue;
        }
        let at = spec.item("resourceClaims", i);
        let name_at = at.field("name");
        if claim.name.is_empty() {
            findings.required(rule::POD_CLAIM_NAME_REQUIRED, &name_at, "name the claim");
        } else if !names.insert(&*claim.name) {
            findings.duplicate(rule::POD_CLAIM_DUPLICATE, &name_at, &claim.name);
        } else if let Err(broken) = grammar::label(&claim.name) {
            findings.invalid(rule::POD_CLAIM_NAME_INVALID, &name_at, &claim.name, broken.rule);
        }
        let sources = [
            ("resourceClaimName", &claim.resource_claim_name),
            ("resourceClaimTemplateName", &claim.resource_claim_template_name),
        ];
        let count = sources.iter().filter(|(_, source)| source.is_some()).count();
        if count != 1 {
            let detail = "must name one source: resourceClaimName or resourceClaimTemplateName";
            findings.invalid(rule::POD_CLAIM_ONE_SOURCE, &at, &claim.name, detail);
        }
        for (field, source) in sources {
            if let Some(source) = source {
                let at = at.field(field);
                crate::rules::engine::check::require_grammar(
                    findings,
                    rule::POD_CLAIM_SOURCE_INVALID,
                    &at,
                    source,
                    grammar::subdomain,
                );
            }
        }
    }
}
