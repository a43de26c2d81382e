//! The links of a set that is read from its YAML are those of the typed set.

use std::cell::Cell;
use std::fmt::Debug;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::links::{Completeness, LinkedDocuments, Linker, Links, Reference};
use podwright::manifest::{Object, Reader};
use podwright::{Valid, to_yaml};
use podwright_proptest as strategies;
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Strategy, any, prop_assert, prop_assert_eq};
use proptest::strategy::Union;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// An object as JSON, and the function that makes a typed object of it.
type Made = (Value, fn(Value) -> Object);

fn typed<T>(value: Value) -> Object
where
    T: Serialize + DeserializeOwned + Debug + Send + Sync + 'static,
{
    Object::unvalidated(serde_json::from_value::<T>(value).unwrap()).unwrap()
}

fn made<T>(object: &Valid<T>) -> Made
where
    T: Metadata<Ty = ObjectMeta> + Serialize + DeserializeOwned + Debug + Send + Sync + 'static,
{
    (serde_json::to_value(&**object).unwrap(), typed::<T>)
}

macro_rules! any_kind {
    ($($strategy:ident)+) => {
        Union::new([$(strategies::$strategy().prop_map(|it| made(&it.build().unwrap())).boxed()),+])
    };
}

fn any_object() -> impl Strategy<Value = Made> {
    let kinds: Union<BoxedStrategy<Made>> = any_kind! {
        pod deployment stateful_set daemon_set replica_set job cron_job horizontal_pod_autoscaler disruption_budget service
        ingress network_policy config_map secret persistent_volume_claim service_account role role_binding
        cluster_role_binding namespace limit_range
    };
    kinds
}

/// Fields that name an object or a part of one.
const NAMES: [&str; 15] = [
    "claimName",
    "container",
    "containerName",
    "key",
    "name",
    "port",
    "priorityClassName",
    "runtimeClassName",
    "secretName",
    "serviceAccountName",
    "serviceName",
    "storageClassName",
    "subdomain",
    "targetPort",
    "volumeName",
];

/// Maps whose keys and values become ones of the pool, so that selectors select and keys are found.
const MAPS: [&str; 6] = ["data", "labels", "matchLabels", "selector", "stringData", "binaryData"];

const POOL: [&str; 4] = ["web", "db", "api", "cache"];

/// Numbers that follow from a first one.
struct Choices(u64);

impl Choices {
    fn below(&mut self, options: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).unwrap() % options
    }

    fn name(&mut self) -> &'static str {
        POOL[self.below(POOL.len())]
    }
}

/// Replaces names by those of a small pool, so that the objects of a set refer to each other.
fn draw(value: &mut Value, choices: &mut Choices) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                match field {
                    Value::String(text) if NAMES.contains(&key.as_str()) => choices.name().clone_into(text),
                    Value::String(text) if key == "namespace" => {
                        ["shop", "back"][choices.below(2)].clone_into(text);
                    }
                    Value::Object(map) if is_plain(key, map) => {
                        let kept = map.values().next().cloned();
                        let is_of_keys = key.to_lowercase().ends_with("data");
                        let entry = match kept.filter(|_| is_of_keys) {
                            Some(value) => (choices.name().to_owned(), value),
                            None => ("app".to_owned(), json!(choices.name())),
                        };
                        *map = Map::from_iter([entry]);
                    }
                    _ => draw(field, choices),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| draw(item, choices)),
        _ => {}
    }
}

fn is_plain(key: &str, map: &Map<String, Value>) -> bool {
    MAPS.contains(&key) && !map.is_empty() && map.values().all(Value::is_string)
}

/// Writes what is known of references and findings.
fn described(links: &Links) -> [String; 3] {
    let findings = |completeness| format!("{:#?}", links.findings(completeness));
    [format!("{:#?}", links.references()), findings(Completeness::Fragment), findings(Completeness::Complete)]
}

/// Compares the links of typed objects with those of their YAML, and returns them.
fn compare(objects: &[Object]) -> Result<LinkedDocuments, TestCaseError> {
    let text: Vec<String> = objects.iter().map(|object| to_yaml(object).unwrap()).collect();
    let text = text.join("---\n");
    let linked = Linker::new().link_documents(Reader::new(text.as_bytes()));
    prop_assert!(linked.errors().is_empty(), "{:?}\n{text}", linked.errors());
    prop_assert_eq!(described(&Links::between(objects)), described(linked.links()), "{}", text);
    for finding in linked.findings(Completeness::Complete) {
        for place in finding.places() {
            let (place, position) = (place.place(), place.position());
            let document = &linked.documents()[place.index()];
            prop_assert_eq!(place.object().kind(), document.kind());
            let field = if place.field().is_empty() { "metadata.name" } else { place.field() };
            prop_assert_eq!(position, document.position(field));
        }
    }
    Ok(linked)
}

#[test]
fn a_set_that_is_read_back_has_the_same_links() {
    let sets = (vec(any_object(), 1..10), any::<u64>());
    let counts = Cell::new([0; 4]);
    let result = TestRunner::new(Config::with_source_file(file!())).run(&sets, |(made, seed)| {
        let mut choices = Choices(seed | 1);
        let mut objects = Vec::new();
        for (mut value, typed) in made {
            draw(&mut value, &mut choices);
            if choices.below(4) == 0 {
                value["metadata"]["namespace"] = json!("shop");
            }
            objects.push(typed(value));
        }
        let linked = compare(&objects)?;
        let outcomes = linked.links().references().iter().map(Reference::outcome);
        let findings = linked.findings(Completeness::Complete);
        let [all, resolved, dangling, twice] = counts.get();
        counts.set([
            all + outcomes.len(),
            resolved + outcomes.clone().filter(|it| it.is_resolved()).count(),
            dangling + outcomes.filter(|it| it.is_dangling()).count(),
            twice + findings.iter().filter(|it| it.rule() == "link-object-twice").count(),
        ]);
        Ok(())
    });
    result.unwrap();
    let [references, resolved, dangling, twice] = counts.get();
    println!(
        "{references} references, {resolved} resolved, {dangling} dangling; {twice} objects stand twice"
    );
    assert!(resolved > 100 && dangling > 100 && twice > 10);
}
