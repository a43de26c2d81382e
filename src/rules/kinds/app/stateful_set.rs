use k8s_openapi::api::apps;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::{claim as rule, pod};
use crate::rules::claim::persistent;
use crate::rules::claim::stateful_set::{self, NAME_MAX, NAMING, Replaced, visit_replaced};
use crate::rules::claim::template::{
    WrittenVolumes, claim_spec_of, claims_of, selector_of, spec_of, with_claims,
};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template::{advise_template, warn_template};
use crate::rules::object::metadata;
use crate::rules::pod_template;
use crate::rules::volume::claims::validate_spec;
use crate::rules::workload::{selector, template};

const SPEC: Path<'static> = Path::of("spec");
const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for apps::v1::StatefulSet {}

impl Validate for apps::v1::StatefulSet {
    const NOUN: &'static str = "StatefulSet";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let spec = spec_of(self);
        metadata::validate_named(&self.metadata, NAMING, &gates, findings);
        stateful_set::validate(spec, &gates, &SPEC, findings);
        let claiming = with_claims(spec);
        let scope = pod_template::scope_of(&claiming, &gates);
        let selector = selector_of(self);
        if selector::validate_required(selector, &SPEC.field("selector"), findings) {
            selector::require_match(selector, &scope, &TEMPLATE, findings);
            if gates.stateful_set_template || operation == Operation::CreateOrApply {
                pod_template::validate(&scope, &TEMPLATE, findings);
            } else {
                pod_template::validate_metadata(&scope, &TEMPLATE, findings);
            }
        }
        template::require_endless(&scope, Self::NOUN, &TEMPLATE, findings);
        if operation == Operation::Create && findings.is_empty() {
            require_quantities(spec, &gates, findings);
        }
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            stateful_set::validate_to_apply(&metadata::name(&self.metadata), spec, &gates, findings);
            pod_template::validate_to_apply(&scope, &TEMPLATE, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if !is_accepted {
            return found.into_list();
        }
        let spec = spec_of(self);
        warn_template(&spec.template, &TEMPLATE, version, &mut found);
        for (i, claim) in claims_of(spec).iter().enumerate() {
            persistent::warn(claim_spec_of(claim), &SPEC.item("volumeClaimTemplates", i), &mut found);
        }
        if spec.revision_history_limit.is_some_and(|limit| limit < 0) {
            let message = "a negative limit keeps all revisions; write 0 or more";
            found.warn(rule::WARN_NEGATIVE_HISTORY, &SPEC.field("revisionHistoryLimit"), message);
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        let spec = spec_of(self);
        let mut own = Warnings::default();
        if metadata::name(&self.metadata).len() > NAME_MAX {
            let message = "has more than 52 characters, so that no pod can be created: a label of the pods has the name \
                           and eleven characters more";
            own.warn(rule::ADVICE_STATEFUL_SET_NAME_LENGTH, &Path::of("metadata.name"), message);
        }
        let before = own.len();
        visit_replaced(spec, &SPEC, &mut |replaced, at, _| match replaced {
            Replaced::Claim => {
                let message = "another claim template has this name, and one of the two is ignored";
                own.warn(rule::ADVICE_CLAIM_TEMPLATE_DUPLICATE, at, message);
            }
            Replaced::Volume => {
                let message = "the claim replaces the volume of this name in the template";
                own.warn(rule::ADVICE_CLAIM_REPLACES_VOLUME, at, message);
            }
        });
        let template = with_claims(spec);
        let mut found = advise_template(&template, &TEMPLATE, version);
        let written = WrittenVolumes::of(spec);
        for advice in &mut found {
            if let Some(path) = written.path(advice.field()) {
                advice.move_to(path);
            }
        }
        // Which of the two claims or volumes is meant is not known.
        if own.len() > before {
            found.retain(|advice| !advice.field().starts_with("spec.volumeClaimTemplates["));
        }
        let mut list = own.into_list();
        list.append(&mut found);
        list
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        Some(pod_template::subject_at(&spec_of(self).template, "spec.template."))
    }
}

/// Reports amounts in what create does not validate: before 1.34 the template and the claims, and volumes that claims replace. The
/// API server reads them all the same, and refuses an object that it cannot read.
fn require_quantities(spec: &apps::v1::StatefulSetSpec, gates: &Gates, findings: &mut Findings) {
    let mut is_unread = !gates.stateful_set_template;
    visit_replaced(spec, &SPEC, &mut |replaced, _, _| is_unread |= matches!(replaced, Replaced::Volume));
    if !is_unread {
        return;
    }
    let mut all = Findings::new();
    pod_template::validate(&pod_template::scope_of(&spec.template, gates), &TEMPLATE, &mut all);
    for (i, claim) in claims_of(spec).iter().enumerate() {
        let at = SPEC.item("volumeClaimTemplates", i);
        validate_spec(gates, claim_spec_of(claim), &at.field("spec"), &mut all);
    }
    for violation in all.into_list() {
        if violation.rule() == pod::QUANTITY_SYNTAX.id() {
            findings.push(violation);
        }
    }
}
