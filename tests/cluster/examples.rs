//! Each manifest of the examples is applied, read back, applied again, changed, pruned and deleted.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use kube::Client;
use podwright::manifest::{Manifest, Object};
use podwright::rules::KubeVersion;
use podwright_cluster::{api_of, manifest, wait};
use podwright_kube::{Apply, ApplySet, ChangeSet, Delete, Outcome, Protected};
use podwright_tests::objects::read;
use podwright_tests::{root, say};
use serde_json::{Value, json};

use crate::cluster;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_manifests_of_the_examples_are_applied_changed_pruned_and_deleted() {
    let Some(cluster) = cluster("no manifest of the examples is applied") else { return };
    let (mut files, mut objects) = (0, 0);
    let mut namespaces = BTreeSet::new();
    for file in files_of_examples() {
        let name = file.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        let client = cluster.namespace(&format!("example-{name}")).await;
        // The test makes the namespaces, so that those of two examples may be the same.
        let manifest = manifest(&fs::read_to_string(&file).unwrap());
        let manifest = Manifest::of(manifest.into_iter().filter(|it| it.kind() != "Namespace")).unwrap();
        for namespace in manifest.iter().filter_map(Object::namespace) {
            if namespaces.insert(namespace.to_owned()) {
                cluster.namespace(namespace).await;
            }
        }
        let example = Example { name, client };
        // An earlier server lacks what some examples show, and the rules of its version say so.
        if !manifest.iter().all(|object| read(&value(object)).unwrap().is_valid(cluster.version())) {
            assert!(cluster.version() < KubeVersion::V1_36, "{}", example.name);
            assert!(example.apply().plan(&manifest).await.is_err(), "{} is accepted", example.name);
            continue;
        }
        example.walk_through(&manifest).await;
        files += 1;
        objects += manifest.len();
    }
    assert!(files >= 8 && objects >= 20, "{files} files, {objects} objects");
    say(&format!(
        "{files} manifests with {objects} objects are applied, read back, applied again, changed, pruned and deleted"
    ));
}

fn files_of_examples() -> Vec<PathBuf> {
    let directories = ["examples", "examples/build_manifests/k8s"];
    let files = directories.iter().flat_map(|directory| fs::read_dir(root().join(directory)).unwrap());
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}

/// A manifest, in a namespace of its own.
struct Example {
    name: String,
    client: Client,
}

impl Example {
    async fn walk_through(&self, manifest: &Manifest) {
        let all = manifest.len();

        // A plan says what will be, and does nothing.
        let plan = self.apply().plan(manifest).await.unwrap();
        self.assert_counts(&plan, &[(Outcome::Created, all)]);
        for object in manifest {
            assert!(self.read(object).await.is_none(), "{}: a plan makes {object}", self.name);
        }

        let created = self.apply().run(manifest).await.unwrap();
        self.assert_counts(&created, &[(Outcome::Created, all)]);
        for object in manifest {
            let stored = self.read(object).await.unwrap();
            let mut lost = Vec::new();
            compare("", &value(object), &stored, &mut lost);
            assert!(lost.is_empty(), "{}: {object}: {lost:#?}", self.name);
        }

        // The same again changes nothing, and writes nothing.
        let before = self.versions(manifest).await;
        let again = self.apply().run(manifest).await.unwrap();
        assert!(again.is_unchanged(), "{}: {again}", self.name);
        self.assert_counts(&again, &[(Outcome::Unchanged, all)]);
        assert_eq!(self.versions(manifest).await, before, "{}", self.name);
        assert!(self.apply().diff(manifest).await.unwrap().is_empty(), "{}", self.name);

        // A change, and back.
        let with_label = labelled(manifest);
        let configured = self.apply().run(&with_label).await.unwrap();
        self.assert_counts(&configured, &[(Outcome::Configured, all)]);
        for object in manifest {
            assert_eq!(self.read(object).await.unwrap()["metadata"]["labels"]["changed"], "yes");
        }
        let back = self.apply().run(manifest).await.unwrap();
        self.assert_counts(&back, &[(Outcome::Configured, all)]);
        for object in manifest {
            assert_eq!(self.read(object).await.unwrap()["metadata"]["labels"]["changed"], Value::Null);
        }

        // What is no longer in the manifest goes, and nothing else does. A map goes after the last pod that uses it.
        let left = every_second(manifest);
        let gone: Vec<_> = manifest.iter().filter(|object| !holds(&left, object)).collect();
        let mut pruned = 0;
        wait::until(&format!("end of pruning {}", self.name), async || {
            let changes = self.apply().run(&left).await.unwrap();
            pruned += changes.count(Outcome::Deleted);
            (changes.count(Outcome::Skipped) == 0).then_some(())
        })
        .await;
        assert_eq!(pruned, gone.len(), "{}", self.name);
        self.assert_gone(gone.into_iter()).await;
        for object in &left {
            assert!(self.read(object).await.is_some(), "{}: {object} is pruned too", self.name);
        }

        let delete = Delete::builder().client(self.client.clone()).also(Protected::Claims).build();
        let deleted = delete.run(&left).await.unwrap();
        self.assert_counts(&deleted, &[(Outcome::Deleted, left.len())]);
        self.assert_gone(left.iter()).await;
    }

    fn apply(&self) -> Apply {
        Apply::builder()
            .client(self.client.clone())
            .field_manager("podwright")
            .apply_set(ApplySet::new("example").prune(Protected::Claims))
            .build()
    }

    /// Returns an object as the API server has it.
    async fn read(&self, object: &Object) -> Option<Value> {
        let objects = api_of(&self.client, object).await;
        let found = objects.get_opt(object.name().unwrap()).await.unwrap();
        found.map(|found| serde_json::to_value(found).unwrap())
    }

    async fn versions(&self, manifest: &Manifest) -> Vec<Value> {
        let mut versions = Vec::new();
        for object in manifest {
            let mut stored = self.read(object).await.unwrap();
            // The controllers write the status of some.
            stored["status"] = Value::Null;
            stored["metadata"]["resourceVersion"] = Value::Null;
            let managers = stored["metadata"]["managedFields"].as_array_mut().unwrap();
            managers.retain(|manager| manager["subresource"] != "status");
            versions.push(stored);
        }
        versions
    }

    async fn assert_gone(&self, objects: impl Iterator<Item = &Object>) {
        for object in objects {
            let what = format!("end of {object} of {}", self.name);
            wait::until(&what, async || self.read(object).await.is_none().then_some(())).await;
        }
    }

    fn assert_counts(&self, changes: &ChangeSet, wanted: &[(Outcome, usize)]) {
        for (outcome, count) in wanted {
            assert_eq!(changes.count(*outcome), *count, "{}: {outcome}: {changes}", self.name);
        }
        let all = wanted.iter().map(|(_, count)| count).sum::<usize>();
        assert_eq!(changes.len(), all, "{}: {changes}", self.name);
    }
}

fn value(object: &Object) -> Value {
    serde_json::from_str(&podwright::to_json(object).unwrap()).unwrap()
}

/// Returns the manifest with one more label at each object.
fn labelled(manifest: &Manifest) -> Manifest {
    Manifest::of(manifest.iter().map(|object| {
        let mut value = value(object);
        value["metadata"]["labels"]["changed"] = json!("yes");
        Object::unvalidated(value).unwrap()
    }))
    .unwrap()
}

/// Returns every second object, if there are several, and another one.
fn every_second(manifest: &Manifest) -> Manifest {
    let other = json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "another" } });
    let kept = manifest.iter().step_by(2).filter(|_| manifest.len() > 1);
    let kept = kept.map(|object| Object::unvalidated(value(object)).unwrap());
    Manifest::of(kept.chain([Object::unvalidated(other).unwrap()])).unwrap()
}

fn holds(manifest: &Manifest, object: &Object) -> bool {
    manifest.iter().any(|other| other.kind() == object.kind() && other.name() == object.name())
}

/// Finds what was sent and is not stored. The API server adds fields, and items at the ends of lists.
fn compare(path: &str, sent: &Value, stored: &Value, lost: &mut Vec<String>) {
    match sent {
        Value::Object(fields) => {
            for (name, value) in fields {
                // A Secret's texts are stored as bytes.
                if name != "stringData" {
                    compare(&format!("{path}.{name}"), value, &stored[name], lost);
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                compare(&format!("{path}[{i}]"), item, &stored[i], lost);
            }
        }
        value if value == stored => {}
        value => lost.push(format!("{path}: {value} is stored as {stored}")),
    }
}
