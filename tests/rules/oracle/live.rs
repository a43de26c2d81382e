//! A kube-apiserver with etcd accepts what the builder builds, and refuses what `build()` says it refuses.
//!
//! `PODWRIGHT_LIVE_PODS=2000 cargo test --test rules live` builds the server, of the module `tests/oracle`, which takes
//! minutes for the first time on a machine. Then it sends that many pods of the strategies, as many objects of the other kinds,
//! and each pod of `examples`.
//! `PODWRIGHT_LIVE_SEED`, a number, makes other pods. Without Go, or without the variable, nothing is sent, and the test says
//! so.
//!
//! `PODWRIGHT_CLUSTER_PROGRAM=1.34:/tmp/cluster/cluster-1.34` runs a server that `tests/oracle/cluster/versions.sh` has built, and
//! sends it what is built for its version.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, process};

use podwright::rules::KubeVersion;
use podwright_proptest as strategies;
use podwright_tests::go::{self, Process};
use podwright_tests::random::{Built, is_of_later_versions};
use podwright_tests::{number, objects, root, say};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::merge_lists;
use super::shrink::without_digits;

/// The number of pods that are stored.
const STORED: usize = 200;

/// The number of pods that are sent at a time.
const AT_A_TIME: usize = 200;

#[test]
fn a_live_server_accepts_and_refuses_as_the_builder_does() {
    let Some(count) = number("PODWRIGHT_LIVE_PODS") else {
        return say(
            "PODWRIGHT_LIVE_PODS is unset: no pod is sent to a kube-apiserver, see tests/rules/oracle/live.rs",
        );
    };
    let mut server = match Server::start() {
        Ok(server) => server,
        Err(reason) => return say(&format!("{reason}\nno pod is sent to a kube-apiserver")),
    };
    examples_are_accepted(&mut server);
    objects_are_accepted(&mut server, count);
    doubled_keys_are_refused(&mut server);
    cluster_metadata_is_refused(&mut server);
    pods_are_accepted(&mut server, count);
}

fn examples_are_accepted(server: &mut Server) {
    let mut names = Vec::new();
    let mut requests = Vec::new();
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            for manifest in text.split("\n---\n") {
                let object: Value = serde_yaml::from_str(manifest).unwrap();
                // An earlier server lacks what some examples show, and the rules of its version say so.
                if !objects::read(&object).unwrap().is_valid(server.version) {
                    assert!(server.version < KubeVersion::V1_36, "{}", path.display());
                    continue;
                }
                // The objects of an application are not stored: the next request of the test would see them.
                let store = object["kind"] == "Pod";
                names.push(path.clone());
                requests.push(json!({ "pod": object, "manifest": manifest, "store": store }));
            }
        }
    }
    assert!(names.len() >= 5, "{names:?}");
    for (name, answer) in names.iter().zip(server.send(&requests)) {
        let faults = faults(&answer);
        assert!(faults.is_empty(), "{}: {faults:?}", name.display());
    }
    say(&format!("a kube-apiserver takes {} objects of the examples", names.len()));
}

/// Sends each list that apply merges with one item and with two of one key.
fn doubled_keys_are_refused(server: &mut Server) {
    let lists: Vec<_> =
        merge_lists::lists().into_iter().filter(|list| list.version == server.version).collect();
    assert!(!lists.is_empty());
    let pods = lists.iter().flat_map(|list| [list.pod(1), list.pod(2)]);
    let answers = server.send(&pods.map(|pod| json!({ "pod": pod })).collect::<Vec<_>>());
    for (list, answers) in lists.iter().zip(answers.chunks(2)) {
        let is_refused = |answer: &Value| {
            answer["apply"][0]["code"] == 500
                && answer["apply"][0]["message"].as_str().unwrap().contains("duplicate entries for key")
        };
        assert!(!is_refused(&answers[0]), "{list:?}: {}", answers[0]);
        assert!(is_refused(&answers[1]), "{list:?}: {}", answers[1]);
    }
    say(&format!("it refuses a doubled key in each of {} lists", lists.len()));
}

/// Sends pods that break the rules about what the cluster sets.
fn cluster_metadata_is_refused(server: &mut Server) {
    let mut names = (0..).map(|i| format!("cluster-{i}"));
    let mut pod = |metadata: Value, container: Value| {
        let mut pod = json!({
            "metadata": { "name": names.next() },
            "spec": { "containers": [{ "name": "web", "image": "nginx:1.27" }] },
        });
        extend(&mut pod["metadata"], metadata);
        extend(&mut pod["spec"]["containers"][0], container);
        json!({ "pod": pod, "store": true })
    };
    let none = || json!({});
    let answers = server.send(&[
        pod(json!({ "uid": "0" }), none()),
        pod(json!({ "resourceVersion": "abc" }), none()),
        pod(json!({ "managedFields": [] }), none()),
        pod(json!({ "resourceVersion": "4711" }), none()),
        pod(none(), json!({ "ports": [{ "containerPort": 80, "protocol": "" }] })),
        pod(json!({ "generation": 7 }), none()),
    ]);
    let codes = |answer: &Value| [answer["apply"][0]["code"].clone(), answer["apply"][1]["code"].clone()];
    assert_eq!(codes(&answers[0]), [409, 409], "{}", answers[0]);
    assert_eq!(codes(&answers[1]), [500, 500], "{}", answers[1]);
    assert_eq!(codes(&answers[2]), [400, 400], "{}", answers[2]);
    // These are accepted once only.
    assert_eq!(codes(&answers[3]), [201, 409], "{}", answers[3]);
    assert_eq!(codes(&answers[4]), [201, 422], "{}", answers[4]);
    assert_eq!(codes(&answers[5]), [201, 200], "{}", answers[5]);
}

fn extend(fields: &mut Value, more: Value) {
    let Value::Object(more) = more else { panic!("{more} has no fields") };
    fields.as_object_mut().unwrap().extend(more);
}

/// Sends objects of the other kinds that the builders make.
fn objects_are_accepted(server: &mut Server, count: usize) {
    let seed = u64::try_from(number("PODWRIGHT_LIVE_SEED").unwrap_or(1)).unwrap();
    let version = server.version.min(KubeVersion::ENABLED);
    let mut found = BTreeMap::<String, (usize, Value)>::new();
    let mut sent = BTreeMap::<&str, usize>::new();
    // The namespaces that other objects need are made, so new ones come first.
    for is_namespace in [true, false] {
        let mut built = Built::new(seed, version, |(_, kind)| (kind == "Namespace") == is_namespace);
        let count = if is_namespace { count / 20 } else { count };
        for start in (0..count).step_by(AT_A_TIME) {
            let objects = (start..count.min(start + AT_A_TIME)).map(|i| built.object(i));
            let objects: Vec<_> = objects.filter(|object| !has_address_of_its_own(&object.value)).collect();
            let requests: Vec<_> = objects
                .iter()
                .map(|object| json!({ "pod": object.value, "manifest": object.manifest }))
                .collect();
            for (object, answer) in objects.iter().zip(server.send(&requests)) {
                *sent.entry(object.kind).or_default() += 1;
                for fault in faults(&answer) {
                    let fault = format!("{} {}", object.kind, without_digits(&fault));
                    found.entry(fault).or_insert((0, object.value.clone())).0 += 1;
                }
            }
        }
    }
    let report: Vec<_> =
        found.iter().map(|(fault, (times, object))| format!("{times} times {fault}: {object}")).collect();
    assert!(found.is_empty(), "seed {seed}: {report:#?}");
    say(&format!("it takes objects of other kinds, seed {seed}: {sent:?}"));
}

/// Tells whether a service asks for an address, which hardly any cluster has.
fn has_address_of_its_own(object: &Value) -> bool {
    object["kind"] == "Service" && object["spec"]["clusterIP"].as_str().is_some_and(|ip| ip != "None")
}

fn pods_are_accepted(server: &mut Server, count: usize) {
    let seed = number("PODWRIGHT_LIVE_SEED").unwrap_or(1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&u64::try_from(seed).unwrap().to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = strategies::pod();
    let version = server.version;
    let (mut sent, mut stored, mut named) = (0, 0, 0);
    let mut left_out = BTreeMap::new();
    let mut found = BTreeMap::<String, (usize, Value)>::new();
    while sent < count {
        let mut requests = Vec::new();
        while requests.len() < AT_A_TIME.min(count - sent) {
            let pod = strategy.new_tree(&mut runner).unwrap().current();
            // A pod hardly changes once it is stored, so each has a namespace of its own.
            let namespace = format!("stored-{stored}");
            let pod = if stored < STORED {
                pod.raw_metadata(|metadata| metadata.namespace = Some(namespace))
            } else {
                pod
            };
            // The strategies make pods for the enabled version, which may be a later one.
            match pod.build_for(version) {
                Ok(pod) => {
                    let store = stored < STORED && pod.metadata.name.is_some();
                    stored += usize::from(store);
                    let manifest = podwright::to_yaml(&pod).unwrap();
                    requests.push(json!({ "pod": pod, "manifest": manifest, "store": store }));
                }
                Err(violations) => {
                    for violation in violations {
                        let rule = violation.rule();
                        assert!(is_of_later_versions(rule, version), "{violation} [{rule}]");
                        *left_out.entry(rule.to_owned()).or_insert(0) += 1;
                    }
                }
            }
        }
        sent += requests.len();
        for (request, answer) in requests.iter().zip(server.send(&requests)) {
            for fault in faults(&answer) {
                found.entry(without_digits(&fault)).or_insert((0, request["pod"].clone())).0 += 1;
            }
            named += usize::from(answer["apply"] != Value::Null);
        }
    }
    let report: Vec<_> =
        found.iter().map(|(fault, (times, pod))| format!("{times} times {fault}: {pod}")).collect();
    assert!(found.is_empty(), "seed {seed}: {report:#?}");
    assert!(stored == STORED.min(named), "{stored} pods are stored, {named} have a name");
    say(&format!(
        "it takes {sent} pods by create, {named} by apply, of which {stored} are stored, applied again without a change and \
         read back, seed {seed}; not built for {version}: {left_out:?}"
    ));
}

/// Returns what the server did otherwise than to accept the pod and keep it.
fn faults(answer: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for result in [&answer["create"]].into_iter().chain(answer["apply"].as_array().into_iter().flatten()) {
        if result["code"] != 201 && result["code"] != 200 {
            faults.push(format!("{} {}", result["code"], result["message"]));
        }
    }
    if answer["changed"] == true {
        faults.push("the second apply changes the pod".to_owned());
    }
    faults.extend(answer["differences"].as_array().into_iter().flatten().map(Value::to_string));
    faults
}

/// The server, with the client that sends it pods.
struct Server {
    process: Option<Process>,
    directory: PathBuf,
    version: KubeVersion,
}

impl Server {
    fn start() -> Result<Self, String> {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (executable, version) = go::cluster(env!("CARGO_TARGET_TMPDIR"))?;
        let directory = temporary.join(format!("live-{}", process::id()));
        let log = File::create(temporary.join("live.log")).unwrap();
        let mut command = Command::new(executable);
        command.arg("requests").arg(&directory).stderr(log);
        Ok(Self { process: Some(Process::of(&mut command)), directory, version })
    }

    /// Returns the answer to each request.
    fn send(&mut self, requests: &[Value]) -> Vec<Value> {
        self.process.as_mut().unwrap().ask(requests)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server ends before its files go.
        drop(self.process.take());
        let _ = fs::remove_dir_all(&self.directory);
    }
}
