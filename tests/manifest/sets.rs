//! Manifests of many objects: their order, that no object is in them twice, and their text.

use std::collections::HashSet;
use std::{env, fs, process};

use k8s_openapi::api::{apps, batch, core::v1, networking, policy, rbac};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::manifest::{FileChange, Manifest, Object, Yaml, write_json};
use podwright::{to_json, to_yaml};
use podwright_tests::config;
use proptest::prelude::*;
use saphyr::LoadableYamlNode;
use serde_json::{Value, json};

/// A kind that is not Kubernetes' own. Other groups have a kind of the same name.
#[derive(Clone, Debug, Default)]
struct Service<const GROUP: usize>(ObjectMeta);

impl<const GROUP: usize> k8s_openapi::Resource for Service<GROUP> {
    const API_VERSION: &'static str = ["serving.knative.dev/v1", "acme.example/v1", "acme.example/v2"][GROUP];
    const GROUP: &'static str = ["serving.knative.dev", "acme.example", "acme.example"][GROUP];
    const KIND: &'static str = "Service";
    const VERSION: &'static str = "v1";
    const URL_PATH_SEGMENT: &'static str = "services";
    type Scope = k8s_openapi::NamespaceResourceScope;
}

impl<const GROUP: usize> k8s_openapi::Metadata for Service<GROUP> {
    type Ty = ObjectMeta;

    fn metadata(&self) -> &ObjectMeta {
        &self.0
    }

    fn metadata_mut(&mut self) -> &mut ObjectMeta {
        &mut self.0
    }
}

impl<const GROUP: usize> serde::Serialize for Service<GROUP> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let api_version = <Self as k8s_openapi::Resource>::API_VERSION;
        json!({"apiVersion": api_version, "kind": "Service", "metadata": self.0}).serialize(serializer)
    }
}

fn metadata(namespace: Option<&str>, name: &str) -> ObjectMeta {
    let namespace = namespace.map(str::to_owned);
    match name.strip_suffix('*') {
        Some(prefix) => {
            ObjectMeta { namespace, generate_name: Some(prefix.to_owned()), ..ObjectMeta::default() }
        }
        None => ObjectMeta { namespace, name: Some(name.to_owned()), ..ObjectMeta::default() },
    }
}

fn make<T>(metadata: ObjectMeta) -> Object
where
    T: k8s_openapi::Metadata<Ty = ObjectMeta>
        + Default
        + serde::Serialize
        + std::fmt::Debug
        + Send
        + Sync
        + 'static,
{
    let mut object = T::default();
    *object.metadata_mut() = metadata;
    Object::unvalidated(object).unwrap()
}

/// Constructors of some kinds, in install order. The last ones are all of unknown kinds.
const MAKERS: &[fn(ObjectMeta) -> Object] = &[
    make::<v1::Namespace>,
    make::<networking::v1::NetworkPolicy>,
    make::<v1::ResourceQuota>,
    make::<policy::v1::PodDisruptionBudget>,
    make::<v1::ServiceAccount>,
    make::<v1::Secret>,
    make::<v1::ConfigMap>,
    make::<v1::PersistentVolumeClaim>,
    make::<rbac::v1::Role>,
    make::<v1::Service>,
    make::<apps::v1::DaemonSet>,
    make::<v1::Pod>,
    make::<apps::v1::ReplicaSet>,
    make::<apps::v1::Deployment>,
    make::<apps::v1::StatefulSet>,
    make::<batch::v1::Job>,
    make::<batch::v1::CronJob>,
    make::<networking::v1::Ingress>,
    make::<Service<0>>,
    make::<Service<1>>,
];

fn name() -> impl Strategy<Value = String> {
    let common =
        prop::sample::select(vec!["a", "b", "a-b", "b-c", "a.b", "web", "web-1"]).prop_map(str::to_owned);
    let odd = prop::sample::select(vec![
        "system:node",
        "A",
        "a_b",
        "ä",
        "a/b",
        "..",
        "~",
        "a~2",
        "%41",
        "CON",
        " ",
    ])
    .prop_map(str::to_owned);
    let generated = prop::sample::select(vec!["a*", "web-*"]).prop_map(str::to_owned);
    let long = (200..=253_usize, prop::sample::select(vec!["x", "y"])).prop_map(|(n, x)| x.repeat(n));
    prop_oneof![6 => common, 1 => odd, 1 => generated, 1 => long]
}

/// A kind, as the index of its constructor, with a namespace and a name.
fn entry() -> impl Strategy<Value = (usize, Option<String>, String)> {
    let namespace = prop::option::of(prop::sample::select(vec!["a", "a-b", "shop"]).prop_map(str::to_owned));
    (0..MAKERS.len(), namespace, name())
}

fn object((kind, namespace, name): &(usize, Option<String>, String)) -> Object {
    MAKERS[*kind](metadata(namespace.as_deref(), name))
}

/// The expected result of adding objects, computed with a plain list.
fn expected(entries: &[(usize, Option<String>, String)]) -> Vec<(usize, Option<String>, String)> {
    let mut taken: Vec<&(usize, Option<String>, String)> = Vec::new();
    for entry in entries {
        if entry.2.ends_with('*') || !taken.contains(&entry) {
            taken.push(entry);
        }
    }
    let mut kept: Vec<_> = taken.into_iter().cloned().collect();
    kept.sort_by_key(|(kind, ..)| (*kind).min(MAKERS.len() - 2));
    kept
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_set_is_in_install_order_and_has_nothing_twice(entries in prop::collection::vec(entry(), 0..24)) {
        let expected = expected(&entries);
        let mut manifest = Manifest::new();
        let refused = entries.iter().filter(|entry| manifest.add(object(entry)).is_err()).count();
        prop_assert_eq!(refused, entries.len() - expected.len());
        prop_assert_eq!(manifest.len(), expected.len());
        prop_assert_eq!(manifest.iter().len(), expected.len());
        prop_assert_eq!(manifest.is_empty(), expected.is_empty());
        let mut rest = manifest.iter();
        for left in (0..expected.len()).rev() {
            prop_assert!(rest.next().is_some());
            prop_assert_eq!(rest.len(), left);
        }
        let text = |object: &Object| format!("{} {object}", object.api_version());
        let objects: Vec<_> = manifest.iter().map(text).collect();
        let expected_texts: Vec<_> = expected.iter().map(|entry| text(&object(entry))).collect();
        prop_assert_eq!(&objects, &expected_texts);
        prop_assert_eq!(manifest.into_iter().map(|object| text(&object)).collect::<Vec<_>>(), expected_texts);
    }

    #[test]
    fn other_readers_read_the_objects_in_order(entries in prop::collection::vec(entry(), 0..12)) {
        let mut manifest = Manifest::new();
        for entry in &entries {
            let _ = manifest.add(object(entry));
        }
        let names: Vec<_> = manifest
            .iter()
            .map(|object| (object.kind().to_owned(), object.name().map(str::to_owned), object.namespace().map(str::to_owned)))
            .collect();
        let identity = |read: &Value| {
            let text = |value: &Value| value.as_str().map(str::to_owned);
            let metadata = &read["metadata"];
            (text(&read["kind"]).unwrap(), text(&metadata["name"]), text(&metadata["namespace"]))
        };

        let yaml = Yaml::new().document_start().header("Generated.").to_string(&manifest).unwrap();
        let documents = serde_yaml::Deserializer::from_str(&yaml);
        let read: Vec<Value> =
            documents.map(|document| serde::Deserialize::deserialize(document).unwrap()).collect();
        let read: Vec<_> = read.iter().filter(|value| !value.is_null()).map(identity).collect();
        prop_assert_eq!(&read, &names);
        let documents = saphyr::Yaml::load_from_str(&yaml).unwrap();
        prop_assert_eq!(documents.len(), names.len());
        for (document, name) in documents.iter().zip(&names) {
            prop_assert_eq!(document["kind"].as_str(), Some(name.0.as_str()));
        }

        let json: Value = serde_json::from_str(&to_json(&manifest).unwrap()).unwrap();
        prop_assert_eq!((&json["apiVersion"], &json["kind"]), (&json!("v1"), &json!("List")));
        let read: Vec<_> = json["items"].as_array().unwrap().iter().map(identity).collect();
        prop_assert_eq!(&read, &names);
        prop_assert_eq!(to_json(&manifest).unwrap(), format!("{}\n", pretty(&json, &manifest)));
    }
}

/// The list as `serde_json` indents it, with the keys of each item in the order of this crate.
fn pretty(list: &Value, manifest: &Manifest) -> String {
    if manifest.is_empty() {
        return "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": []\n}".to_owned();
    }
    assert_eq!(list["items"].as_array().unwrap().len(), manifest.len());
    let item = |object: &Object| {
        let json = to_json(object).unwrap();
        json.trim_end().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
    };
    let items: Vec<_> = manifest.iter().map(item).collect();
    format!(
        "{{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [\n{}\n  ]\n}}",
        items.join(",\n")
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..config() })]

    #[test]
    fn each_object_has_a_file_of_its_own(entries in prop::collection::vec(entry(), 1..40)) {
        let mut manifest = Manifest::new();
        for entry in &entries {
            let _ = manifest.add(object(entry));
        }
        let directory = env::temp_dir().join(format!("podwright-sets-{}", process::id()));
        let _ = fs::remove_dir_all(&directory);
        let files = Yaml::new().write_dir(directory.join("a/b"), &manifest).unwrap();
        prop_assert_eq!(files.len(), manifest.len());
        let mut names = HashSet::new();
        for ((path, written), object) in files.iter().zip(&manifest) {
            prop_assert_eq!(*written, FileChange::Created);
            let name = path.file_name().unwrap().to_str().unwrap();
            prop_assert!(names.insert(name.to_owned()), "{} is there twice", name);
            prop_assert!(name.len() <= 255 && path.extension() == Some("yaml".as_ref()), "{}", name);
            prop_assert!(name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' | '%')), "{}", name);
            prop_assert!(name.starts_with(&object.kind().to_lowercase()), "{}", name);
            prop_assert_eq!(fs::read_to_string(path).unwrap(), to_yaml(object).unwrap());
        }
        prop_assert_eq!(fs::read_dir(directory.join("a/b")).unwrap().count(), manifest.len());
        let again = Yaml::new().write_dir(directory.join("a/b"), &manifest).unwrap();
        prop_assert!(again.iter().all(|(_, written)| *written == FileChange::Unchanged));
        prop_assert_eq!(again.len(), files.len());
        fs::remove_dir_all(&directory).unwrap();
    }
}

#[test]
fn files_are_named_by_kind_namespace_and_name() {
    let long = "x".repeat(253);
    let objects = [
        make::<v1::Namespace>(metadata(None, "shop")),
        make::<v1::Service>(metadata(Some("shop"), "web")),
        make::<apps::v1::Deployment>(metadata(Some("shop"), "web.v2")),
        make::<apps::v1::Deployment>(metadata(Some("shop"), &long)),
        make::<batch::v1::Job>(metadata(None, "report-*")),
        make::<batch::v1::Job>(metadata(None, "report-*")),
        make::<batch::v1::Job>(metadata(None, "report-")),
        make::<rbac::v1::ClusterRole>(metadata(None, "system:Node_x")),
        make::<Service<0>>(metadata(Some("shop"), "web")),
    ];
    let directory = env::temp_dir().join(format!("podwright-names-{}", process::id()));
    let files = Yaml::new().write_dir(&directory, &Manifest::of(objects).unwrap()).unwrap();
    let names: Vec<_> = files.iter().map(|(path, _)| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "namespace_shop.yaml",
            "clusterrole_system%3a%4eode%5fx.yaml",
            "service_shop_web.yaml",
            "deployment_shop_web.v2.yaml",
            &format!("deployment_shop_{}~47e3c336706ee5ba03054a0317a9ee80.yaml", "x".repeat(184)),
            "job_report-~.yaml",
            "job_report-~~2.yaml",
            "job_report-.yaml",
            "service.serving.knative.dev_shop_web.yaml",
        ]
    );
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn the_version_does_not_tell_objects_apart_but_the_group_does() {
    let mut manifest = Manifest::new();
    manifest.add(make::<Service<0>>(metadata(None, "web"))).unwrap();
    manifest.add(make::<v1::Service>(metadata(None, "web"))).unwrap();
    manifest.add(make::<Service<1>>(metadata(None, "web"))).unwrap();
    manifest.add(make::<Service<1>>(metadata(Some("default"), "web"))).unwrap();
    let error = manifest.add(make::<Service<2>>(metadata(None, "web"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"Service "web" of acme.example/v2 is in the manifest already: Service "web" of acme.example/v1 has its kind, namespace and name"#
    );
    assert_eq!(manifest.len(), 4);
    let error = manifest.add_all(manifest.clone()).unwrap_err();
    assert!(error.to_string().starts_with(r#"Service "web" of v1 is in"#), "{error}");
}

#[test]
fn a_name_that_is_to_be_made_is_never_the_same() {
    let job = || make::<batch::v1::Job>(metadata(Some("shop"), "report-*"));
    let manifest = Manifest::of([job(), job(), job()]).unwrap();
    assert_eq!(manifest.len(), 3);
    assert_eq!(job().to_string(), r#"Job "shop/report-*""#);
    assert_eq!((job().name(), job().generate_name()), (None, Some("report-")));
}

#[test]
fn nothing_is_written_of_nothing() {
    let empty = Manifest::new();
    assert_eq!(to_yaml(&empty).unwrap(), "");
    let mut json = Vec::new();
    write_json(&mut json, &&empty).unwrap();
    assert_eq!(json, b"{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": []\n}\n");
}
