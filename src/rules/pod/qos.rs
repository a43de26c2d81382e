use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;

/// Reports which containers keep a pod from the quality of service class `Guaranteed`; only for a pod of another class.
pub(crate) fn report_not_guaranteed(spec: &v1::PodSpec, at: &Path<'_>, findings: &mut Findings) {
    if spec.resources.is_some() {
        let detail = "the resources of the pod decide its class: a Guaranteed pod limits cpu and memory, and requests as much";
        findings.forbidden(rule::QOS_NOT_GUARANTEED, &at.field("resources"), detail);
        return;
    }
    for (name, containers) in
        [("containers", &*spec.containers), ("initContainers", list(spec.init_containers.as_ref()))]
    {
        for (i, container) in containers.iter().enumerate() {
            let at = at.item(name, i);
            let at = at.field("resources");
            for resource in ["cpu", "memory"] {
                if !is_requested_as_limited(container.resources.as_ref(), resource) {
                    let detail = format!(
                        "a Guaranteed pod limits {resource} in every container, and requests as much: write \
                         `Resources::new().{resource}(..=limit)`"
                    );
                    findings.forbidden(rule::QOS_NOT_GUARANTEED, &at.field("limits"), &detail);
                }
            }
        }
    }
}

/// Tells whether a resource has a limit above zero and a request that is unset or equal to it.
fn is_requested_as_limited(resources: Option<&v1::ResourceRequirements>, resource: &str) -> bool {
    let amount = |amounts: Option<&BTreeMap<String, Quantity>>| {
        amounts.and_then(|amounts| amounts.get(resource)).and_then(|amount| Amount::parse(&amount.0).ok())
    };
    let Some(resources) = resources else { return false };
    let limit = amount(resources.limits.as_ref()).filter(Amount::is_positive);
    let request = amount(resources.requests.as_ref());
    limit.is_some() && (request.is_none() || request == limit)
}
