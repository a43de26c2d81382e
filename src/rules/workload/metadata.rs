//! Warnings about the metadata of workloads.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::workload as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;
use crate::rules::object::metadata;
use crate::value::grammar;

/// Warns of a name that no host can have. The names of the pods begin with it.
pub(crate) fn warn_name(metadata: &ObjectMeta, warnings: &mut Warnings) {
    let name = metadata::name(metadata);
    if let Err(broken) = grammar::label(&name) {
        let message = format!(
            "becomes a part of the pods' names and host names, for which a DNS label is better: {}",
            broken.rule
        );
        warnings.warn(rule::WARN_WORKLOAD_NAME_NO_LABEL, &Path::of("metadata.name"), message);
    }
}
