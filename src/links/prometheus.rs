//! The pods and services that the Prometheus operator makes.

use super::custom::LinkSink;
use super::set::Entry;
use super::tree::pairs;

/// The kinds of which the operator makes pods: the name of the program, the label of the object, and the service.
const KINDS: [(&str, &str, &str, &str); 4] = [
    ("Alertmanager", "alertmanager", "alertmanager", "alertmanager-operated"),
    ("Prometheus", "prometheus", "prometheus", "prometheus-operated"),
    ("PrometheusAgent", "prometheus-agent", "operator.prometheus.io/name", "prometheus-agent-operated"),
    ("ThanosRuler", "thanos-ruler", "thanos-ruler", "thanos-ruler-operated"),
];

pub(super) fn is_known(entry: &Entry) -> bool {
    entry.is_named && KINDS.iter().any(|(kind, ..)| entry.is("monitoring.coreos.com", kind))
}

/// Tells of the pods and the service that the operator makes.
///
/// Source: <https://prometheus-operator.dev/docs/platform/platform-guide/>
pub(super) fn links(entry: &Entry, found: &mut LinkSink) {
    let Some((_, program, label, service)) = KINDS.iter().find(|(kind, ..)| *entry.name.kind == **kind)
    else {
        return;
    };
    let name = &*entry.name.name;
    let own = [
        ("app.kubernetes.io/name", *program),
        ("app.kubernetes.io/instance", name),
        ("app.kubernetes.io/managed-by", "prometheus-operator"),
        (label, name),
    ];
    found.makes_pods(pairs(&entry.value, "spec.podMetadata.labels").chain(own));
    found.provides("Service", service, None);
}
