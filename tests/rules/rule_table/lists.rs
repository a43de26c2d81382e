//! Warnings, reasons of admission and advice: for each id the smallest object that shows it, and the pages that list them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

use k8s_openapi::api::core::v1;
use podwright::rules::{self, ADMISSION, ADVICE, KubeVersion, Rule, WARNINGS};
use podwright_tests::objects::{self, AnyObject};
use serde_json::Value;

/// The version of Kubernetes that the examples are validated for.
const VERSION: KubeVersion = KubeVersion::V1_36;

/// A list of rules, with an example for each.
pub(crate) struct List {
    pub(crate) rules: &'static [Rule],
    /// The name of the page in `src/rules`.
    pub(crate) page: &'static str,
    /// A line for each rule.
    examples: &'static str,
    find: fn(&Object) -> Vec<Found>,
}

pub(crate) const LISTS: [List; 3] = [
    List {
        rules: WARNINGS,
        page: "WARNINGS.md",
        examples: include_str!("warnings.ndjson"),
        find: Object::warnings,
    },
    List {
        rules: ADMISSION,
        page: "ADMISSION.md",
        examples: include_str!("admission.ndjson"),
        find: Object::admission,
    },
    List { rules: ADVICE, page: "ADVICE.md", examples: include_str!("advice.ndjson"), find: Object::advice },
];

/// The id, the field and the text of a warning, a reason or a piece of advice.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) rule: &'static str,
    pub(crate) field: String,
    text: String,
}

/// A pod, a pod template, or an object of another kind.
#[derive(Clone)]
pub(crate) enum Object {
    Pod(Box<v1::Pod>),
    Template(Box<v1::PodTemplateSpec>),
    Other(Rc<dyn AnyObject>),
}

impl Object {
    fn is_accepted(&self) -> bool {
        match self {
            Self::Pod(pod) => rules::validate(&**pod, VERSION).is_accepted(),
            Self::Template(template) => rules::validate(&**template, VERSION).is_accepted(),
            Self::Other(object) => object.validate(VERSION).is_accepted(),
        }
    }

    fn warnings(&self) -> Vec<Found> {
        let report = match self {
            Self::Pod(pod) => rules::validate(&**pod, VERSION),
            Self::Template(template) => rules::validate(&**template, VERSION),
            Self::Other(object) => object.validate(VERSION),
        };
        report.warnings().iter().map(Found::from).collect()
    }

    fn advice(&self) -> Vec<Found> {
        let advice = match self {
            Self::Pod(pod) => rules::advise(&**pod),
            Self::Template(template) => rules::advise(&**template),
            Self::Other(object) => object.advise(),
        };
        advice.iter().map(Found::from).collect()
    }

    fn admission(&self) -> Vec<Found> {
        let Self::Pod(pod) = self else { return Vec::new() };
        let found = |found: &rules::Violation| Found {
            rule: found.rule(),
            field: found.field().to_owned(),
            text: found.to_string(),
        };
        rules::admission(pod).iter().map(found).collect()
    }

    /// Returns the template of the same pods. Other objects stay as they are.
    pub(crate) fn to_template(&self) -> Self {
        match self {
            Self::Pod(pod) => Self::Template(Box::new(v1::PodTemplateSpec {
                metadata: Some(pod.metadata.clone()),
                spec: pod.spec.clone(),
            })),
            Self::Template(_) | Self::Other(_) => self.clone(),
        }
    }
}

impl From<&rules::Warning> for Found {
    fn from(warning: &rules::Warning) -> Self {
        Self { rule: warning.rule(), field: warning.field().to_owned(), text: warning.to_string() }
    }
}

/// A line of a list.
pub(crate) struct Example {
    pub(crate) rule: String,
    json: String,
    /// Makes an object of JSON of its kind, if the types can hold it.
    read: fn(&Value) -> Option<Object>,
}

impl Example {
    fn of(line: &str) -> Self {
        let row: Value = serde_json::from_str(line).unwrap();
        let kind = ["template", "object"].into_iter().find(|kind| row[*kind].is_object()).unwrap_or("pod");
        let read = match kind {
            "pod" => |value: &Value| Some(Object::Pod(serde_json::from_value(value.clone()).ok()?)),
            "template" => |value: &Value| Some(Object::Template(serde_json::from_value(value.clone()).ok()?)),
            _ => |value: &Value| other(value),
        };
        let (_, json) = line.split_once(&format!("\"{kind}\":")).unwrap();
        let json = json.strip_suffix('}').unwrap().to_owned();
        Self { rule: row["rule"].as_str().unwrap().to_owned(), json, read }
    }

    fn value(&self) -> Value {
        serde_json::from_str(&self.json).unwrap()
    }

    pub(crate) fn object(&self) -> Object {
        (self.read)(&self.value()).unwrap()
    }

    /// Returns the accepted objects that are left when one part is taken out of this one.
    fn smaller(&self) -> impl Iterator<Item = (Value, Object)> {
        let smaller = without_a_part(&self.value()).into_iter();
        smaller
            .filter_map(|value| Some((value.clone(), (self.read)(&value)?)))
            .filter(|(_, object)| object.is_accepted())
    }
}

/// Reads an object of another kind than pods, if it has its kind.
fn other(value: &Value) -> Option<Object> {
    let has_kind = value["apiVersion"].is_string() && value["kind"].is_string();
    has_kind.then(|| objects::read(value).ok().map(|object| Object::Other(Rc::from(object))))?
}

/// Returns the values that are left when one part is taken out. The last part of a list or an object stays, and so do empty
/// objects: `emptyDir: {}` says more than nothing.
fn without_a_part(value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let mut rest = items.clone();
                rest.remove(i);
                out.extend((!rest.is_empty()).then(|| rest.into()));
                out.extend(without_a_part(item).into_iter().map(|smaller| {
                    let mut items = items.clone();
                    items[i] = smaller;
                    Value::from(items)
                }));
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries.iter().filter(|(_, entry)| **entry != serde_json::json!({})) {
                let mut rest = entries.clone();
                rest.remove(key);
                out.extend((!rest.is_empty()).then(|| rest.into()));
                out.extend(without_a_part(entry).into_iter().map(|smaller| {
                    let mut entries = entries.clone();
                    entries.insert(key.clone(), smaller);
                    Value::from(entries)
                }));
            }
        }
        _ => {}
    }
    out
}

impl List {
    pub(crate) fn examples(&self) -> impl Iterator<Item = Example> {
        self.examples.lines().map(Example::of)
    }

    pub(crate) fn find(&self, object: &Object) -> Vec<Found> {
        (self.find)(object)
    }

    fn ids(&self, object: &Object) -> BTreeSet<&'static str> {
        self.find(object).iter().map(|found| found.rule).collect()
    }

    /// Asserts that the examples are in the order of the list, that each shows its own id and no other of the list, and that
    /// nothing can be left out of it.
    pub(crate) fn check(&self) {
        let examples: Vec<_> = self.examples().collect();
        let ids: Vec<_> = examples.iter().map(|example| &*example.rule).collect();
        assert_eq!(ids, self.rules.iter().map(Rule::id).collect::<Vec<_>>(), "{}", self.page);
        for example in &examples {
            let (id, object) = (&*example.rule, example.object());
            assert!(object.is_accepted(), "{id}: {}", example.json);
            assert_eq!(self.ids(&object), BTreeSet::from([id]), "{}", example.json);
            for (value, smaller) in example.smaller() {
                assert!(!self.ids(&smaller).contains(id), "{id} needs less than {}: {value}", example.json);
            }
        }
    }

    pub(crate) fn page(&self) -> String {
        let mut page = String::from("| id | what it demands | smallest example | report |\n");
        page.push_str("| --- | --- | --- | --- |\n");
        for (rule, example) in self.rules.iter().zip(self.examples()) {
            let found = self.find(&example.object()).swap_remove(0);
            let cells = format!("`{}` | `{}`", example.json, found.text);
            assert_eq!(cells.matches('`').count(), 4, "{cells} cannot stand in cells");
            let (id, demands) = (rule.id(), super::markdown::escaped(rule.demands()));
            writeln!(page, "| `{id}` | {demands} | {cells} |").unwrap();
        }
        page
    }
}
