//! Rules of limit ranges.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1::{LimitRange, LimitRangeItem};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::{Id, cluster as rule, pod};
use crate::rules::cluster::limit_ratio::Texts;
use crate::rules::container::resources::{
    HUGE_PAGES, Level, Quantities, STANDARD, is_overcommit_allowed, validate_name,
};
use crate::rules::engine::check::entries;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::seen::Seen;
use crate::rules::object::metadata;
use crate::value::grammar;

/// A name like those that the API server gives to limit ranges without one.
const GENERATED_NAME: &str = "00000000-0000-4000-8000-000000000000";

/// Returns the metadata as the API server sees it: a limit range without a name gets one.
pub(crate) fn effective_metadata(limits: &LimitRange) -> Cow<'_, ObjectMeta> {
    let metadata = &limits.metadata;
    if !metadata::name(metadata).is_empty() {
        return Cow::Borrowed(metadata);
    }
    Cow::Owned(ObjectMeta { name: Some(GENERATED_NAME.to_owned()), ..metadata.clone() })
}

const TYPES: &[&str] = &["Pod", "Container", "PersistentVolumeClaim"];

/// Validates the limits.
pub(crate) fn validate(limits: &[LimitRangeItem], findings: &mut Findings) {
    let mut types = Seen::<_>::new();
    for (i, limit) in limits.iter().enumerate() {
        let at = Path::of("spec.limits");
        let at = at.index(i);
        let type_at = at.field("type");
        validate_type(&limit.type_, &type_at, findings);
        if !types.insert(&*limit.type_) {
            findings.duplicate(rule::LIMIT_TYPE_DUPLICATE, &type_at, &limit.type_);
        }
        validate_limit(limit, &at, findings);
    }
}

fn validate_type(type_: &str, at: &Path<'_>, findings: &mut Findings) {
    if let Err(broken) = grammar::label_key(type_) {
        findings.invalid(rule::LIMIT_TYPE_INVALID, at, type_, broken.rule);
    } else if !type_.contains('/') && !TYPES.contains(&type_) {
        let detail = "must be Pod, Container or PersistentVolumeClaim, or have a domain";
        findings.invalid(rule::LIMIT_TYPE_UNKNOWN, at, type_, detail);
    }
}

/// The amounts of one field, as the API server sees them.
type Amounts<'a> = BTreeMap<&'a str, (&'a Quantity, Amount)>;

fn validate_limit(limit: &LimitRangeItem, at: &Path<'_>, findings: &mut Findings) {
    let is_pod = limit.type_ == "Pod";
    let max = read_amounts(limit.max.as_ref(), "max", limit, at, findings);
    let min = read_amounts(limit.min.as_ref(), "min", limit, at, findings);
    let (default, default_request) = defaults(limit);
    let (mut defaults, mut default_requests) = (Amounts::new(), Amounts::new());
    if is_pod {
        for (field, is_set) in [
            ("default", entries(limit.default.as_ref()).len() > 0),
            ("defaultRequest", entries(limit.default_request.as_ref()).len() > 0),
        ] {
            if is_set {
                let detail = "limits of pods have no defaults";
                findings.forbidden(rule::LIMIT_POD_DEFAULT, &at.field(field), detail);
            }
        }
    } else {
        defaults = read_amounts(default.as_deref(), "default", limit, at, findings);
        default_requests = read_amounts(default_request.as_deref(), "defaultRequest", limit, at, findings);
    }
    let has_storage = |map: Option<&Quantities>| map.is_some_and(|map| map.contains_key("storage"));
    let is_claim = limit.type_ == "PersistentVolumeClaim";
    if is_claim && !has_storage(limit.min.as_ref()) && !has_storage(limit.max.as_ref()) {
        let detail = "limits of claims have a min or a max of storage";
        findings.required(rule::LIMIT_CLAIM_STORAGE, &at.field("limits"), detail);
    }
    let ratios =
        read_amounts(limit.max_limit_request_ratio.as_ref(), "maxLimitRequestRatio", limit, at, findings);

    let maps = [&max, &min, &defaults, &default_requests, &ratios];
    let names: BTreeSet<&str> = maps.into_iter().flat_map(BTreeMap::keys).copied().collect();
    for name in names {
        let [max, min, default, default_request, ratio] = maps.map(|map| map.get(name));
        let of_resource = Resource { name, max, min, default, default_request, ratio };
        of_resource.validate(at, findings);
    }
}

/// Reads the amounts of one field. Reports names and amounts that are none.
fn read_amounts<'a>(
    map: Option<&'a Quantities>,
    field: &'static str,
    limit: &LimitRangeItem,
    limit_at: &Path<'_>,
    findings: &mut Findings,
) -> Amounts<'a> {
    let at = limit_at.field(field);
    let mut amounts = Amounts::new();
    for (name, quantity) in entries(map) {
        let at = at.key(name);
        if matches!(&*limit.type_, "Pod" | "Container") {
            validate_name(name, Level::Container, &at, findings);
        } else if let Err(broken) = grammar::label_key(name) {
            findings.invalid(pod::RESOURCE_NAME_INVALID, &at, name, broken.rule);
        } else if !name.contains('/') && !is_standard(name) {
            let detail = "must be a resource that Kubernetes knows, or have a domain";
            findings.invalid(rule::LIMIT_RESOURCE_UNKNOWN, &at, name, detail);
        }
        if let Some(amount) = Amount::read(quantity, &at, findings) {
            amounts.insert(name, (quantity, amount.rounded_to_milli()));
        }
    }
    amounts
}

fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name) || name.starts_with(HUGE_PAGES) || name.starts_with("requests.hugepages-")
}

type Defaults<'a> = Option<Cow<'a, Quantities>>;

/// Returns the defaults and the default requests as the API server sees them: in limits of containers, a default that is
/// not set is the max, and a default request the default, or else the min.
fn defaults(limit: &LimitRangeItem) -> (Defaults<'_>, Defaults<'_>) {
    let (default, request) = (limit.default.as_ref(), limit.default_request.as_ref());
    if limit.type_ != "Container" {
        return (default.map(Cow::Borrowed), request.map(Cow::Borrowed));
    }
    let mut default = default.cloned().unwrap_or_default();
    let mut request = request.cloned().unwrap_or_default();
    fill(&mut default, limit.max.as_ref());
    fill(&mut request, Some(&default));
    fill(&mut request, limit.min.as_ref());
    (Some(Cow::Owned(default)), Some(Cow::Owned(request)))
}

fn fill(map: &mut Quantities, from: Option<&Quantities>) {
    for (name, quantity) in entries(from) {
        map.entry(name.clone()).or_insert_with(|| quantity.clone());
    }
}

type Given<'a> = Option<&'a (&'a Quantity, Amount)>;

/// What one limit says about one resource.
struct Resource<'a> {
    name: &'a str,
    max: Given<'a>,
    min: Given<'a>,
    default: Given<'a>,
    default_request: Given<'a>,
    ratio: Given<'a>,
}

impl Resource<'_> {
    fn validate(&self, at: &Path<'_>, findings: &mut Findings) {
        let Self { name, max, min, default, default_request: request, ratio } = *self;
        let min_at = at.field("min");
        require_at_most(min, max, rule::LIMIT_MIN_OVER_MAX, &min_at.key(name), findings);
        let request_at = at.field("defaultRequest");
        let request_at = request_at.key(name);
        require_at_most(min, request, rule::LIMIT_DEFAULT_REQUEST, &request_at, findings);
        require_at_most(request, max, rule::LIMIT_DEFAULT_REQUEST, &request_at, findings);
        require_at_most(request, default, rule::LIMIT_DEFAULT_REQUEST, &request_at, findings);
        let default_at = at.field("default");
        let default_at = default_at.key(name);
        require_at_most(min, default, rule::LIMIT_DEFAULT, &default_at, findings);
        require_at_most(default, max, rule::LIMIT_DEFAULT, &default_at, findings);
        if let (Some(default), Some(request)) = (default, request)
            && !is_overcommit_allowed(name)
            && default.1 != request.1
        {
            let detail = format!("must be equal to the default {}", default.0.0);
            findings.invalid(rule::LIMIT_DEFAULTS_DIFFER, &request_at, &request.0.0, &detail);
        }
        let Some((ratio, amount)) = ratio else { return };
        let ratio_at = at.field("maxLimitRequestRatio");
        let ratio_at = ratio_at.key(name);
        if *amount < Amount::Nanos(1_000_000_000) {
            let detail = "must be at least 1";
            findings.invalid(rule::LIMIT_RATIO_BELOW_ONE, &ratio_at, &ratio.0, detail);
        }
        let texts =
            Texts { max: text(max), min: text(min), default: text(default), default_request: text(request) };
        if texts.is_exceeded_by(&ratio.0) {
            let detail = "must be at most max divided by min";
            findings.invalid(rule::LIMIT_RATIO_TOO_LARGE, &ratio_at, &ratio.0, detail);
        }
    }
}

fn text(given: Given<'_>) -> Option<&str> {
    given.map(|(quantity, _)| quantity.0.as_str())
}

/// Reports an amount that is larger than another.
fn require_at_most(less: Given<'_>, more: Given<'_>, id: Id, at: &Path<'_>, findings: &mut Findings) {
    if let (Some((less, less_amount)), Some((more, more_amount))) = (less, more)
        && less_amount > more_amount
    {
        let detail = format!("must be at most {}", more.0);
        findings.invalid(id, at, &less.0, &detail);
    }
}
