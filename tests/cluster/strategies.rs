//! What the builders build is accepted through `podwright-kube`: objects of each kind, from the strategies.
//!
//! `PODWRIGHT_CLUSTER_OBJECTS` is the number of objects, and defaults to 2,000. `PODWRIGHT_CLUSTER_SEED` makes other ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use k8s_openapi::api::core::v1::{Namespace, Pod, ServiceAccount};
use kube::Client;
use kube::api::{Api, DeleteParams, ListParams, PostParams};
use podwright::manifest::{Manifest, Object};
use podwright::rules::KubeVersion;
use podwright_cluster::{Cluster, Parts, leave_out, manifest};
use podwright_kube::{Apply, Outcome};
use podwright_tests::random::{Built, is_of_later_versions};
use podwright_tests::{number, say};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// The number of objects of one kind in a namespace. A range of a cluster's addresses has no more services.
const AT_A_TIME: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objects_of_each_kind_are_accepted() {
    // Without controllers: they would make the pods that random numbers of replicas ask for.
    let cluster = match Cluster::start(Path::new(env!("CARGO_TARGET_TMPDIR")), Parts::Server) {
        Ok(cluster) => cluster,
        Err(reason) => return leave_out(&reason, "no object of the strategies is applied"),
    };
    let wanted = number("PODWRIGHT_CLUSTER_OBJECTS").unwrap_or(2_000);
    let seed = u64::try_from(number("PODWRIGHT_CLUSTER_SEED").unwrap_or(1)).unwrap();
    let start = Instant::now();
    let mut objects = Objects::new(&cluster, seed, wanted);
    let mut applied = Applied::default();
    for (kind, objects) in &mut objects.by_kind {
        for (number, batch) in batches(objects).into_iter().enumerate() {
            let namespace = format!("{}-{number}", kind.to_lowercase());
            applied.apply(&cluster, &namespace, kind, &batch).await;
        }
    }
    let Applied { count, refused } = &applied;
    let all = count.values().sum::<usize>();
    assert!(refused.is_empty(), "seed {seed}: {} of {all} are refused: {refused:#?}", refused.len());
    assert!(all >= wanted, "{all} objects: {count:?}");
    assert!(count.len() >= 24, "{count:?}");
    say(&format!(
        "Kubernetes {} takes {all} objects of {} kinds and refuses none, applied and applied again without a change in {} s, \
         seed {seed}: {count:?}",
        cluster.patch(),
        count.len(),
        start.elapsed().as_secs(),
    ));
}

/// The objects by their kinds, each with a name that no other of its kind has.
struct Objects {
    by_kind: BTreeMap<&'static str, Vec<Value>>,
    names: BTreeSet<(&'static str, String)>,
}

impl Objects {
    fn new(cluster: &Cluster, seed: u64, wanted: usize) -> Self {
        let version = cluster.version().min(KubeVersion::ENABLED);
        let mut made = Self { by_kind: BTreeMap::new(), names: BTreeSet::new() };
        let mut built = Built::new(seed, version, |_| true);
        // Pods come from a strategy of their own, and are of one more kind.
        let mut pods = pods(seed, version);
        for i in 0.. {
            let count = made.by_kind.values().map(Vec::len).sum::<usize>();
            if count >= wanted {
                break;
            }
            let object = built.object(i);
            made.add(object.kind, &object.manifest);
            if i % built.len() == 0 {
                made.add("Pod", &pods());
            }
        }
        made
    }

    fn add(&mut self, kind: &'static str, text: &str) {
        let mut value: Value = read(text);
        // The test chooses the namespace.
        value["metadata"].as_object_mut().unwrap().remove("namespace");
        let Some(name) = value["metadata"]["name"].as_str().map(ToOwned::to_owned) else { return };
        if !asks_for_its_own(kind, &value) && self.names.insert((kind, name)) {
            self.by_kind.entry(kind).or_default().push(value);
        }
    }
}

fn read(text: &str) -> Value {
    let manifest = manifest(text);
    serde_json::from_str(&podwright::to_json(manifest.iter().next().unwrap()).unwrap()).unwrap()
}

/// Tells whether an object asks for something that only some clusters have, or that only one object has.
fn asks_for_its_own(kind: &str, object: &Value) -> bool {
    let spec = &object["spec"];
    match kind {
        "Namespace" => {
            ["default", "kube-system", "kube-public"].iter().any(|own| object["metadata"]["name"] == *own)
        }
        "PriorityClass" => object["globalDefault"] == true,
        "Service" => spec["clusterIP"].as_str().is_some_and(|ip| ip != "None"),
        "Pod" => !spec["priorityClassName"].is_null() || !spec["runtimeClassName"].is_null(),
        _ => false,
    }
}

/// Returns a source of pods, in YAML.
fn pods(seed: u64, version: KubeVersion) -> impl FnMut() -> String {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = podwright_proptest::pod();
    move || {
        loop {
            match strategy.new_tree(&mut runner).unwrap().current().build_for(version) {
                Ok(pod) => return podwright::to_yaml(&pod).unwrap(),
                Err(violations) => {
                    let is_newer = |rule: &str| is_of_later_versions(rule, version);
                    assert!(violations.iter().all(|violation| is_newer(violation.rule())), "{violations}");
                }
            }
        }
    }
}

/// Divides objects so that those of one part do not want the same port of the nodes.
fn batches(objects: &[Value]) -> Vec<Vec<Value>> {
    let mut batches: Vec<(Vec<Value>, BTreeSet<i64>)> = Vec::new();
    for object in objects {
        let ports = node_ports(object);
        let fits = |(batch, taken): &&mut (Vec<Value>, BTreeSet<i64>)| {
            batch.len() < AT_A_TIME && ports.iter().all(|port| !taken.contains(port))
        };
        match batches.iter_mut().find(fits) {
            Some((batch, taken)) => {
                batch.push(object.clone());
                taken.extend(ports);
            }
            None => batches.push((vec![object.clone()], ports)),
        }
    }
    batches.into_iter().map(|(batch, _)| batch).collect()
}

fn node_ports(object: &Value) -> BTreeSet<i64> {
    let spec = &object["spec"];
    let ports = spec["ports"].as_array().into_iter().flatten().map(|port| &port["nodePort"]);
    ports.chain([&spec["healthCheckNodePort"]]).filter_map(Value::as_i64).collect()
}

/// What has been applied.
#[derive(Default)]
struct Applied {
    count: BTreeMap<&'static str, usize>,
    refused: Vec<String>,
}

impl Applied {
    async fn apply(&mut self, cluster: &Cluster, namespace: &str, kind: &'static str, batch: &[Value]) {
        let client = cluster.client(namespace).await;
        create_namespace(&client, namespace, batch).await;
        let manifest =
            Manifest::of(batch.iter().map(|value| Object::unvalidated(value.clone()).unwrap())).unwrap();
        let apply = Apply::builder().client(client.clone()).field_manager("podwright").build();
        *self.count.entry(kind).or_default() += batch.len();
        match apply.run(&manifest).await {
            Ok(changes) if changes.count(Outcome::Created) == batch.len() => {}
            Ok(changes) => self.refused.push(format!("not all are created: {changes}")),
            Err(error) => self.refused.extend(error.errors().map(|error| format!("{kind}: {error}"))),
        }
        match apply.run(&manifest).await {
            Ok(changes) if changes.count(Outcome::Unchanged) == batch.len() => {}
            Ok(changes) => self.refused.push(format!("the second apply changes something: {changes}")),
            Err(error) => self.refused.extend(error.errors().map(|error| {
                let object = batch.iter().find(|object| object["metadata"]["name"] == error.object().name());
                format!("{kind} again: {error}: {}", object.unwrap_or(&Value::Null))
            })),
        }
        // Their addresses and ports are free for the next.
        if kind == "Service" {
            let services: Api<k8s_openapi::api::core::v1::Service> = Api::default_namespaced(client);
            for service in services.list(&ListParams::default()).await.unwrap() {
                let name = service.metadata.name.unwrap();
                services.delete(&name, &DeleteParams::background()).await.unwrap();
            }
        }
    }
}

/// Creates a namespace, with the service accounts that its pods name.
async fn create_namespace(client: &Client, namespace: &str, objects: &[Value]) {
    let namespaces: Api<Namespace> = Api::all(client.clone());
    let made = serde_json::from_value(json!({ "metadata": { "name": namespace } })).unwrap();
    namespaces.create(&PostParams::default(), &made).await.unwrap();
    let accounts: Api<ServiceAccount> = Api::default_namespaced(client.clone());
    let pods = objects.iter().filter(|object| object["kind"] == "Pod");
    let names = pods.map(|pod| pod["spec"]["serviceAccountName"].as_str().unwrap_or("default"));
    for name in names.collect::<BTreeSet<_>>() {
        let account = serde_json::from_value(json!({ "metadata": { "name": name } })).unwrap();
        accounts.create(&PostParams::default(), &account).await.unwrap();
    }
    if objects.iter().any(|object| object["kind"] == "Pod") {
        settle(client).await;
    }
}

/// Waits until admission sees the service accounts: a pod without a name of its own is admitted.
async fn settle(client: &Client) {
    let pods: Api<Pod> = Api::default_namespaced(client.clone());
    let pod = json!({ "metadata": { "generateName": "try-" }, "spec": { "containers": [{ "name": "try", "image": "try" }] } });
    let pod: Pod = serde_json::from_value(pod).unwrap();
    podwright_cluster::wait::until("admission", async || {
        pods.create(&PostParams { dry_run: true, ..PostParams::default() }, &pod).await.ok()
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
}
