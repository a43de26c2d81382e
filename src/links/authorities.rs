//! The authorities by which the API server trusts webhooks and API services.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, Out, WHOLE_NOTE};
use super::finding::Place;
use super::set::Entry;
use super::tree::{get, item, items, join, pairs, text};

/// Values that stand where an authority is to be filled in: nothing, and a line break in base64.
const EMPTY: [&str; 3] = ["", "Cg==", "Cg"];

/// The resources of what has an authority, by kind.
const RESOURCES: [(&str, &str, &str); 4] = [
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations"),
    ("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions"),
    ("apiregistration.k8s.io", "APIService", "apiservices"),
];

/// Reports an authority that is empty and that nothing of the set fills in.
pub(super) fn link(cx: &Context<'_>, entry: &Entry, out: &mut Out) {
    let kind = RESOURCES.iter().find(|(group, kind, _)| entry.is(group, kind));
    let Some((.., resource)) = kind else { return };
    let is_changed = cx.permissions.may_change(resource);
    let is_injected = pairs(&entry.value, "metadata.annotations").any(|(key, _)| key.contains("/inject-"));
    if is_changed || is_injected || cx.maker.is_some() || cx.programs.find(&entry.name.name).is_some() {
        return;
    }
    let place = |field| Place { object: entry.name.clone(), field };
    let places: Vec<Place> = fields(entry).into_iter().map(|field| place(field.into())).collect();
    if !places.is_empty() {
        let message = "is empty, and nothing of the set fills it in: the API server does not trust the service; add the \
                       certificate of the authority, or an annotation such as cert-manager.io/inject-ca-from";
        out.raise_at(places, rule::AUTHORITY_EMPTY, WHOLE_NOTE, message);
    }
}
/// Returns the paths of the authorities that are empty.
fn fields(entry: &Entry) -> Vec<String> {
    let value = &entry.value;
    let is_empty = |client: &Value| {
        let authority = get(client, "caBundle").and_then(Value::as_str).unwrap_or_default();
        get(client, "service").is_some_and(Value::is_object) && EMPTY.contains(&authority)
    };
    match &*entry.name.kind {
        "APIService" => {
            let skips = get(value, "spec.insecureSkipTLSVerify").and_then(Value::as_bool) == Some(true);
            let spec = get(value, "spec").filter(|spec| is_empty(spec) && !skips);
            spec.map(|_| "spec.caBundle".to_owned()).into_iter().collect()
        }
        "CustomResourceDefinition" => {
            let is_webhook = text(value, "spec.conversion.strategy") == Some("Webhook");
            let at = "spec.conversion.webhook.clientConfig";
            let client = get(value, at).filter(|client| is_webhook && is_empty(client));
            client.map(|_| join(at, "caBundle")).into_iter().collect()
        }
        _ => {
            let webhooks = items(value, "webhooks").iter().enumerate();
            let empty = webhooks.filter(|(_, webhook)| get(webhook, "clientConfig").is_some_and(is_empty));
            empty.map(|(index, _)| join(&item("", "webhooks", index), "clientConfig.caBundle")).collect()
        }
    }
}
