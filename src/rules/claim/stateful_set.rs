//! StatefulSets, without their pod template.

use k8s_openapi::api::apps::v1::{StatefulSetSpec, StatefulSetUpdateStrategy};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::persistent;
use super::template::{claim_spec_of, claims_of, name_of};
use crate::rules::apply::dropped;
use crate::rules::catalog::{claim as rule, pod, workload};
use crate::rules::engine::check::{list, require_grammar_if_set, require_not_negative, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::gated_fields::Feature;
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata::Naming;
use crate::rules::volume::claims::validate_spec;
use crate::rules::workload::int_or_percent;
use crate::value::grammar::{self, Grammar};
use crate::value::words::PodManagementPolicy;

/// The name of a StatefulSet is a part of its pods' host names.
pub(crate) const NAMING: Naming = Naming { name: grammar::label, prefix: label_prefix, is_namespaced: true };

/// The longest name that leaves room for the hash in the label `controller-revision-hash` of the pods: `-` and ten digits.
pub(crate) const NAME_MAX: usize = 52;

/// What happens to the claims.
const RETENTION: &[&str] = &["Retain", "Delete"];

/// Checks the start of a label, from which a name is generated. It may end with a '-'.
fn label_prefix(text: &str) -> Grammar {
    match text.strip_suffix('-') {
        // The API server replaces the last two characters of such a start with a letter before it validates it.
        Some(rest) if !rest.is_empty() => {
            let end = rest.char_indices().next_back().map_or(0, |(at, _)| at);
            grammar::label(&format!("{}a", &rest[..end]))
        }
        _ => grammar::label(text),
    }
}

/// Validates the fields in which a StatefulSet differs from other workloads.
pub(crate) fn validate(spec: &StatefulSetSpec, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let policy = text_or(spec.pod_management_policy.as_ref(), "OrderedReady");
    if !PodManagementPolicy::WORDS.contains(&policy) {
        let detail = "must be OrderedReady or Parallel";
        findings.invalid(rule::STATEFUL_SET_MANAGEMENT, &at.field("podManagementPolicy"), policy, detail);
    }
    if let Some(strategy) = &spec.update_strategy {
        validate_strategy(strategy, gates, &at.field("updateStrategy"), findings);
    }
    if let Some(retention) = &spec.persistent_volume_claim_retention_policy {
        let at = at.field("persistentVolumeClaimRetentionPolicy");
        for (field, word) in
            [("whenDeleted", &retention.when_deleted), ("whenScaled", &retention.when_scaled)]
        {
            let word = text_or(word.as_ref(), "Retain");
            if !RETENTION.contains(&word) {
                findings.not_supported(rule::STATEFUL_SET_RETENTION, &at.field(field), word, RETENTION);
            }
        }
    }
    if gates.stateful_set_template {
        for (i, claim) in claims_of(spec).iter().enumerate() {
            let at = at.item("volumeClaimTemplates", i);
            validate_spec(gates, claim_spec_of(claim), &at.field("spec"), findings);
        }
    }
    let start = spec.ordinals.as_ref().and_then(|ordinals| ordinals.start);
    for (id, field, number) in [
        (workload::REPLICAS_NEGATIVE, "replicas", spec.replicas),
        (workload::MIN_READY_NEGATIVE, "minReadySeconds", spec.min_ready_seconds),
        (rule::STATEFUL_SET_ORDINALS, "ordinals.start", start),
    ] {
        require_not_negative(findings, id, &at.field(field), number.unwrap_or_default().into());
    }
    let service = spec.service_name.as_deref().unwrap_or_default();
    let service_at = at.field("serviceName");
    require_grammar_if_set(findings, rule::STATEFUL_SET_SERVICE, &service_at, service, grammar::label);
}

fn validate_strategy(
    strategy: &StatefulSetUpdateStrategy,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let rolling = strategy.rolling_update.as_ref();
    match (text_or(strategy.type_.as_ref(), "RollingUpdate"), rolling) {
        ("RollingUpdate", None) | ("OnDelete", None) => {}
        ("RollingUpdate", Some(rolling)) => {
            let at = at.field("rollingUpdate");
            let partition = rolling.partition.unwrap_or_default().into();
            require_not_negative(findings, rule::STATEFUL_SET_PARTITION, &at.field("partition"), partition);
            if let Some(most) =
                rolling.max_unavailable.as_ref().filter(|_| gates.stateful_set_max_unavailable)
            {
                validate_max_unavailable(most, &at.field("maxUnavailable"), findings);
            }
        }
        ("OnDelete", Some(_)) => {
            let detail = "must be unset, unless the type is RollingUpdate";
            findings.invalid(rule::STATEFUL_SET_ROLLING_UPDATE, &at.field("rollingUpdate"), "", detail);
        }
        (other, _) => {
            findings.invalid(
                workload::UPDATE_STRATEGY_UNKNOWN,
                at,
                other,
                "must be RollingUpdate or OnDelete",
            );
        }
    }
}

fn validate_max_unavailable(most: &IntOrString, at: &Path<'_>, findings: &mut Findings) {
    int_or_percent::validate(most, workload::ROLLING_UPDATE_AMOUNT, at, findings);
    if int_or_percent::is_zero(most) {
        findings.invalid_plain(rule::STATEFUL_SET_MAX_UNAVAILABLE, at, 0, "must be at least 1");
    }
    int_or_percent::forbid_over_100(most, workload::ROLLING_UPDATE_OVER_100, at, findings);
}

const MAX_UNAVAILABLE: Feature = Feature { gate: "MaxUnavailableStatefulSet", since: 37 };

/// Reports what create accepts, and what then has not the effect that was meant.
pub(crate) fn validate_to_apply(name: &str, spec: &StatefulSetSpec, gates: &Gates, findings: &mut Findings) {
    if name.len() > NAME_MAX {
        let detail =
            "no pod is created: its label controller-revision-hash has the name and eleven characters more";
        findings.invalid(rule::STATEFUL_SET_NAME_LENGTH, &Path::of("metadata.name"), name, detail);
    }
    let at = Path::of("spec");
    let rolling = spec.update_strategy.as_ref().and_then(|strategy| strategy.rolling_update.as_ref());
    if !gates.stateful_set_max_unavailable && rolling.is_some_and(|rolling| rolling.max_unavailable.is_some())
    {
        let at = at.field("updateStrategy.rollingUpdate.maxUnavailable");
        dropped::report(&MAX_UNAVAILABLE, pod::FIELD_DROPPED, &at, findings);
    }
    for (i, claim) in claims_of(spec).iter().enumerate() {
        let at = at.item("volumeClaimTemplates", i);
        let at = at.field("spec");
        let claim = claim_spec_of(claim);
        if !gates.stateful_set_template {
            validate_spec(gates, claim, &at, findings);
        }
        persistent::validate_to_apply(claim, gates, &at, findings);
    }
    visit_replaced(spec, &at, &mut |replaced, at, name| match replaced {
        Replaced::Claim => findings.duplicate(rule::CLAIM_TEMPLATE_DUPLICATE, at, name),
        Replaced::Volume => {
            let detail = "the claim would silently replace the volume of this name in the template";
            findings.invalid(rule::CLAIM_TEMPLATE_REPLACES_VOLUME, at, name, detail);
        }
    });
}

/// What a claim template replaces by its name.
pub(crate) enum Replaced {
    /// A claim template before it.
    Claim,
    /// A volume of the pod template.
    Volume,
}

/// Visits the names of claim templates that replace something.
pub(crate) fn visit_replaced(
    spec: &StatefulSetSpec,
    at: &Path<'_>,
    found: &mut dyn FnMut(Replaced, &Path<'_>, &str),
) {
    let claims = claims_of(spec);
    if claims.is_empty() {
        return;
    }
    let mut volumes = Keys::new();
    let of_template = spec.template.spec.as_ref().and_then(|pod| pod.volumes.as_ref());
    volumes.extend(list(of_template).iter().map(|volume| &*volume.name));
    let mut names = Keys::new();
    for (i, name) in claims.iter().map(name_of).enumerate() {
        let at = at.item("volumeClaimTemplates", i);
        let at = at.field("metadata.name");
        if !names.insert(name) {
            found(Replaced::Claim, &at, name);
        } else if volumes.contains(name) {
            found(Replaced::Volume, &at, name);
        }
    }
}
