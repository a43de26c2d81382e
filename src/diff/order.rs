//! In which lists with merge keys the order means something.

use super::change::PathStep;
use crate::kind;

/// What is known of the order of lists in objects of a kind.
pub(super) struct Order {
    /// The path of a template in which each list counts, because its controller or the API server compares it as it stands.
    template: Option<&'static str>,
    /// A list of the kind that is read in its order.
    list: Option<&'static str>,
}

/// The lists of a pod spec that are read in their order: variables refer to those before them, and containers start one after
/// the other.
const POD_LISTS: [&str; 4] = ["containers", "env", "ephemeralContainers", "initContainers"];

impl Order {
    pub(super) fn of(group: &str, name: &str) -> Self {
        let compares_template =
            matches!((group, name), ("apps", "DaemonSet" | "Deployment" | "StatefulSet") | ("batch", "Job"));
        let list = match (group, name) {
            // The first port is the one in `WEB_SERVICE_PORT`.
            ("", "Service") => Some("spec.ports"),
            // Each webhook gets what those before it made of the object.
            ("admissionregistration.k8s.io", "MutatingWebhookConfiguration") => Some("webhooks"),
            _ => None,
        };
        let template = kind::find(group, name).and_then(|kind| kind.template);
        Self { template: template.filter(|_| compares_template), list }
    }

    /// Tells whether the order of the items of a list means something.
    pub(super) fn counts(&self, steps: &[PathStep]) -> bool {
        let is_read_in_order =
            matches!(steps.last(), Some(PathStep::Field(name)) if POD_LISTS.contains(&&**name));
        is_read_in_order
            || self.template.is_some_and(|template| below(steps, template).is_some())
            || self.list.is_some_and(|list| below(steps, list) == Some(&[]))
    }
}

/// Returns the steps below a path of fields, if the steps lead there.
pub(super) fn below<'s>(steps: &'s [PathStep], path: &str) -> Option<&'s [PathStep]> {
    path.split('.').try_fold(steps, |steps, field| match steps {
        [PathStep::Field(name), rest @ ..] if **name == *field => Some(rest),
        _ => None,
    })
}
