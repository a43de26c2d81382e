//! Rules and warnings of quotas.

use k8s_openapi::api::core::v1::{ResourceQuotaSpec, ScopedResourceSelectorRequirement};

use crate::rules::catalog::{cluster as rule, pod};
use crate::rules::container::resources::{HUGE_PAGES, Quantities, STANDARD, is_counted};
use crate::rules::engine::check::{entries, list};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::{self, Amount};
use crate::rules::engine::warning::Warnings;
use crate::value::grammar;
use crate::value::quantity::is_whole;
use crate::value::words::QuotaScope;

const SPEC: Path<'static> = Path::of("spec");
const REQUESTS_HUGE_PAGES: &str = "requests.hugepages-";

/// Tells whether a resource without a domain is one that quotas count.
fn is_standard(name: &str) -> bool {
    (STANDARD.contains(&name) && name != "storage")
        || name.starts_with(HUGE_PAGES)
        || name.starts_with(REQUESTS_HUGE_PAGES)
}

/// Validates the spec of a quota.
pub(crate) fn validate(spec: &ResourceQuotaSpec, findings: &mut Findings) {
    let hard = spec.hard.as_ref();
    validate_amounts(hard, &SPEC.field("hard"), findings);
    let scopes = list(spec.scopes.as_ref());
    let at = SPEC.field("scopes");
    let mut found = Found::default();
    for scope in scopes {
        found.insert(validate_scope(scope, hard, &at, &at, findings));
    }
    found.report_conflict(&at, findings);
    if let Some(selector) = &spec.scope_selector {
        let at = SPEC.field("scopeSelector.matchExpressions");
        let mut found = Found::default();
        for requirement in list(selector.match_expressions.as_ref()) {
            found.insert(validate_scope(
                &requirement.scope_name,
                hard,
                &at.field("scopeName"),
                &at,
                findings,
            ));
            validate_requirement(requirement, &at, findings);
        }
        found.report_conflict(&at, findings);
    }
}

/// Validates amounts of resources.
pub(crate) fn validate_amounts(hard: Option<&Quantities>, at: &Path<'_>, findings: &mut Findings) {
    for (name, quantity) in entries(hard) {
        let at = at.key(name);
        if let Err(broken) = grammar::label_key(name) {
            findings.invalid(pod::RESOURCE_NAME_INVALID, &at, name, broken.rule);
        } else if !name.contains('/') && !is_standard(name) {
            let detail = "must be a resource that quotas count, count/NAME.GROUP, or requests.DOMAIN/NAME";
            findings.invalid(rule::QUOTA_RESOURCE_UNKNOWN, &at, name, detail);
        }
        let Some(amount) = Amount::read(quantity, &at, findings).map(Amount::rounded_to_milli) else {
            continue;
        };
        quantities::require_not_negative(findings, pod::RESOURCE_NEGATIVE, &at, quantity, &amount);
        if is_counted(name) && !is_whole(&quantity.0) {
            findings.invalid(pod::RESOURCE_FRACTION, &at, &quantity.0, "must be a whole number");
        }
    }
}

/// The scopes that exclude others.
#[derive(Default)]
struct Found {
    scopes: [bool; QuotaScope::ALL.len()],
}

impl Found {
    fn insert(&mut self, scope: Option<QuotaScope>) {
        if let Some(found) = scope.and_then(|scope| self.scopes.get_mut(scope as usize)) {
            *found = true;
        }
    }

    fn has(&self, scope: QuotaScope) -> bool {
        self.scopes.get(scope as usize).copied().unwrap_or(false)
    }

    fn report_conflict(&self, at: &Path<'_>, findings: &mut Findings) {
        // The API server names the scopes, also where those of a selector exclude each other.
        for (one, other) in [
            (QuotaScope::BestEffort, QuotaScope::NotBestEffort),
            (QuotaScope::Terminating, QuotaScope::NotTerminating),
        ] {
            if self.has(one) && self.has(other) {
                let detail = format!("{one} and {other} exclude each other");
                findings.invalid(rule::QUOTA_SCOPE_CONFLICT, at, other.as_str(), &detail);
            }
        }
    }
}

/// Validates one scope, and that it speaks of the resources of the quota.
fn validate_scope(
    scope: &str,
    hard: Option<&Quantities>,
    at: &Path<'_>,
    list_at: &Path<'_>,
    findings: &mut Findings,
) -> Option<QuotaScope> {
    let Ok(known) = scope.parse::<QuotaScope>() else {
        let detail = "is no scope that Kubernetes knows";
        findings.invalid(rule::QUOTA_SCOPE_UNKNOWN, at, scope, detail);
        return None;
    };
    for (name, _) in entries(hard) {
        if is_standard(name) && !speaks_of(known, name) {
            let detail = format!("the scope {scope} does not speak of {name}");
            findings.invalid(rule::QUOTA_SCOPE_RESOURCE, list_at, scope, &detail);
        }
    }
    Some(known)
}

/// Tells whether a quota with a scope may be on a resource that Kubernetes knows.
fn speaks_of(scope: QuotaScope, resource: &str) -> bool {
    match scope {
        QuotaScope::BestEffort => resource == "pods",
        QuotaScope::VolumeAttributesClass => {
            matches!(resource, "persistentvolumeclaims" | "requests.storage")
        }
        QuotaScope::Terminating
        | QuotaScope::NotTerminating
        | QuotaScope::NotBestEffort
        | QuotaScope::PriorityClass
        | QuotaScope::CrossNamespacePodAffinity => matches!(
            resource,
            "pods" | "cpu" | "memory" | "limits.cpu" | "limits.memory" | "requests.cpu" | "requests.memory"
        ),
    }
}

fn validate_requirement(
    requirement: &ScopedResourceSelectorRequirement,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let operator = &*requirement.operator;
    let (operator_at, values_at) = (at.field("operator"), at.field("values"));
    let takes_values = match requirement.scope_name.parse() {
        Ok(scope) => matches!(scope, QuotaScope::PriorityClass | QuotaScope::VolumeAttributesClass),
        Err(_) => true,
    };
    if !takes_values && operator != "Exists" {
        let detail = "must be Exists, as this scope has no values";
        findings.invalid(rule::QUOTA_SCOPE_OPERATOR, &operator_at, operator, detail);
    }
    let values = list(requirement.values.as_ref());
    match operator {
        "In" | "NotIn" if values.is_empty() => {
            let detail = "In and NotIn need values";
            findings.required(rule::QUOTA_SELECTOR_VALUES_REQUIRED, &values_at, detail);
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            let first = values.first().map_or("", String::as_str);
            let detail = "Exists and DoesNotExist have no values";
            findings.invalid(rule::QUOTA_SELECTOR_VALUES_FORBIDDEN, &values_at, first, detail);
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        other => {
            let detail = "must be In, NotIn, Exists or DoesNotExist";
            findings.invalid(rule::QUOTA_SELECTOR_OPERATOR, &operator_at, other, detail);
        }
    }
}

/// Warns of requests that have a larger quota than their limits.
pub(crate) fn warn(spec: &ResourceQuotaSpec, found: &mut Warnings) {
    let Some(hard) = &spec.hard else { return };
    let amount = |name: &str| {
        let quantity = hard.get(name)?;
        Some((quantity, Amount::parse(&quantity.0).ok()?.rounded_to_milli()))
    };
    for (requests, bare, limits) in [
        ("requests.cpu", Some("cpu"), "limits.cpu"),
        ("requests.memory", Some("memory"), "limits.memory"),
        ("requests.storage", None, "limits.storage"),
        ("requests.ephemeral-storage", None, "limits.ephemeral-storage"),
    ] {
        let bare = bare.filter(|_| !hard.contains_key(requests));
        let requests = bare.unwrap_or(requests);
        if let (Some((request, requested)), Some((limit, limited))) = (amount(requests), amount(limits))
            && requested > limited
        {
            let message = format!(
                "{requests} is {}, which is more than {} of {limits}, so that no pod uses all of it",
                request.0, limit.0
            );
            let at = SPEC.field("hard");
            found.warn(rule::WARN_QUOTA_REQUEST_OVER_LIMIT, &at.key(requests), message);
        }
    }
}
