use std::collections::BTreeSet;

use podwright::rules::{KubeVersion, Report};
use podwright_tests::objects::AnyObject;
use serde_json::{Value, json};

/// The verdict of Kubernetes on an object.
pub(crate) struct Verdict(pub(crate) Value);

impl Verdict {
    pub(crate) fn is_accepted(&self) -> bool {
        self.0["ok"] == true
    }

    fn errors(&self) -> Errors {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.0["errors"].as_array().unwrap().iter();
        errors.map(|error| (text(&error["type"]), text(&error["field"]))).collect()
    }

    fn warnings(&self, object: &dyn AnyObject) -> BTreeSet<String> {
        let warnings = self.0["warnings"].as_array().unwrap().iter();
        warnings.map(|warning| field_of_warning(object, warning.as_str().unwrap())).collect()
    }

    /// Tells whether the object was refused in a stage before validation: `Decode`, `Admission`, or an error
    /// of the server itself.
    fn refused_before(&self, stage: &str) -> bool {
        self.0["errors"][0]["type"] == stage
    }

    /// Returns the object and the verdict as a line of recorded verdicts.
    pub(crate) fn line(&self, object: &Value) -> String {
        let mut line = json!({ "pod": object });
        line.as_object_mut().unwrap().extend(self.0.as_object().unwrap().clone());
        line.to_string()
    }
}

/// Where the volumes of an object are.
const VOLUMES: [&str; 4] =
    ["spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec", "template.spec"];

/// Returns the field path of a warning. Kubernetes writes the path in front of most.
fn field_of_warning(object: &dyn AnyObject, warning: &str) -> String {
    if let Some(volume) = warning.strip_prefix("volume \"") {
        return field_of_volume(&object.to_json(), volume.split('"').next().unwrap());
    }
    if let Some(annotation) = warning.strip_prefix("annotation ") {
        return format!("metadata.annotations[{}]", first_word(annotation).trim_matches('"'));
    }
    if let Some(quota) = warning.strip_prefix("ResourceQuota ") {
        return format!("spec.hard[{}]", first_word(quota));
    }
    match warning.split_once(": ") {
        Some((field, _)) if is_path(field) => field.to_owned(),
        // The certificate of a Secret does not go with its key. The words are those of Go.
        Some(_) => String::new(),
        None => first_word(warning).to_owned(),
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap()
}

fn is_path(text: &str) -> bool {
    ["spec", "metadata", "template", "webhooks"].contains(&text.split(['.', '[']).next().unwrap())
}

fn field_of_volume(object: &Value, name: &str) -> String {
    let position = |spec: &str| {
        let volumes = object.pointer(&format!("/{}/volumes", spec.replace('.', "/")))?;
        volumes.as_array()?.iter().position(|volume| volume["name"] == name)
    };
    let of = VOLUMES.iter().find_map(|spec| position(spec).map(|position| (spec, position)));
    let (spec, position) = of.unwrap_or_else(|| panic!("no volume {name:?} in {object}"));
    format!("{spec}.volumes[{position}]")
}

/// Returns the differences between the rules for a version and Kubernetes on an object.
///
/// The rules must reject an object that Kubernetes cannot read or process, for any reason.
pub(crate) fn differences(version: KubeVersion, object: &dyn AnyObject, kubernetes: &Verdict) -> Vec<String> {
    let admitted = object.admission().is_empty();
    if kubernetes.refused_before("Admission") {
        return if admitted { vec!["not refused by admission".to_owned()] } else { Vec::new() };
    }
    let report = object.validate(version);
    if ["Decode", "InternalError", "Panic"].iter().any(|stage| kubernetes.refused_before(stage)) {
        let reason = kubernetes.0["errors"][0]["detail"].as_str().unwrap();
        return if report.is_accepted() { vec![format!("accepted: {reason}")] } else { Vec::new() };
    }
    let mut differences = differences_of(&report, object, kubernetes);
    if kubernetes.is_accepted() && !admitted {
        differences.push("refused by admission".to_owned());
    }
    differences
}

fn differences_of(report: &Report, object: &dyn AnyObject, kubernetes: &Verdict) -> Vec<String> {
    let mut differences = Vec::new();
    if report.is_accepted() != kubernetes.is_accepted() {
        differences.push(format!("accepted: {}", report.is_accepted()));
    }
    let found = report.violations().iter();
    let found = found.map(|found| (found.kind().name().to_owned(), found.field().to_owned())).collect();
    let (found, expected) = without_order_of_claims(object, found, kubernetes.errors());
    differences.extend(expected.difference(&found).map(|(kind, field)| format!("missing: {kind} {field}")));
    differences.extend(found.difference(&expected).map(|(kind, field)| format!("too much: {kind} {field}")));
    let found =
        report.warnings().iter().map(|warning| field_of_named_volume(object, warning.field())).collect();
    let expected = kubernetes.warnings(object);
    differences.extend(expected.difference(&found).map(|field| format!("no warning: {field}")));
    differences.extend(found.difference(&expected).map(|field| format!("a warning: {field}")));
    differences
}

/// Returns the field of a warning. Of several volumes with one name, it is the first, since Kubernetes writes the name.
fn field_of_named_volume(object: &dyn AnyObject, field: &str) -> String {
    let volume = field.strip_suffix(']').and_then(|field| field.rsplit_once(".volumes["));
    let Some((spec, index)) = volume.filter(|(_, index)| index.parse::<usize>().is_ok()) else {
        return field.to_owned();
    };
    let volume = format!("/{}/volumes/{index}/name", spec.replace('.', "/"));
    let object = object.to_json();
    field_of_volume(&object, object.pointer(&volume).and_then(Value::as_str).unwrap_or_default())
}

type Errors = BTreeSet<(String, String)>;

const VOLUMES_OF_SET: &str = "spec.template.spec.volumes[";

/// Takes the indexes of the volumes that are added for the claims of a StatefulSet out of errors.
///
/// These volumes come first, and Kubernetes adds them in the order of a map of Go, which is random.
fn without_order_of_claims(object: &dyn AnyObject, found: Errors, expected: Errors) -> (Errors, Errors) {
    if found == expected {
        return (found, expected);
    }
    let claims = object.to_json().pointer("/spec/volumeClaimTemplates").map_or(0, |claims| {
        let names = claims.as_array().unwrap().iter().map(|claim| claim["metadata"]["name"].as_str());
        names.map(Option::unwrap_or_default).collect::<BTreeSet<_>>().len()
    });
    let without_index = |field: String| {
        let index = field.strip_prefix(VOLUMES_OF_SET).and_then(|rest| rest.split_once(']'));
        match index.map(|(index, rest)| (index.parse::<usize>().unwrap(), rest)) {
            Some((index, rest)) if index < claims => format!("{VOLUMES_OF_SET}claim]{rest}"),
            _ => field,
        }
    };
    let all = |errors: Errors| errors.into_iter().map(|(kind, field)| (kind, without_index(field))).collect();
    (all(found), all(expected))
}
