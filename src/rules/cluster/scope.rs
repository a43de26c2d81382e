//! Objects that belong to the cluster as a whole.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::cluster as rule;
use crate::rules::engine::check::text;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

/// Reports the namespace of an object of the cluster, which the API server drops.
pub(crate) fn forbid_namespace(metadata: &ObjectMeta, findings: &mut Findings) {
    if !text(metadata.namespace.as_ref()).is_empty() {
        let detail = "the kind belongs to no namespace; the API server drops it";
        findings.forbidden(rule::CLUSTER_NAMESPACE_DROPPED, &Path::of("metadata.namespace"), detail);
    }
}
