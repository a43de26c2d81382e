//! Requests, limits and quality of service classes are those that Kubernetes computes.
//!
//! `PODWRIGHT_FACTS_PODS=20000 cargo test --test rules facts` builds the Go program of `tests/oracle/facts`, which computes with the
//! code of Kubernetes 1.36, and compares on that many pods. `PODWRIGHT_FACTS_PROGRAM=1.33:PATH` compares with a program that
//! `tests/oracle/facts/versions.sh` has built of another version. `PODWRIGHT_FACTS_SEED`, a number, makes other pods.
//! Without these variables the recorded answers of five versions serve, which the same script writes.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use podwright::facts::{self, QosClass};
use podwright::prelude::{Cpu, Memory, Resources, Storage};
use podwright::rules::KubeVersion;
use podwright_proptest as strategies;
use podwright_tests::go::{Process, Program};
use podwright_tests::random::{self, Builder, Random, Words};
use podwright_tests::{number, rows, say};
use proptest::test_runner::TestRunner;
use proptest::{prop_assert, prop_assert_eq, prop_assert_ne};
use serde_json::{Map, Value, json};

/// The number of differences that are shown.
const SHOWN: usize = 8;

#[test]
fn facts_are_those_that_kubernetes_computes_now() {
    let Some(count) = number("PODWRIGHT_FACTS_PODS") else {
        say("no live comparison: the recorded answers serve instead, see tests/rules/facts.rs");
        return;
    };
    let (version, program) = program();
    let seed = number("PODWRIGHT_FACTS_SEED").unwrap_or(1);
    let mut pods = Pods::new(u64::try_from(seed).unwrap());
    let pods: Vec<_> = (0..count).map(|i| pods.next(i)).collect();
    let answers = answers(&program, &pods);
    let mut tally = Tally::default();
    for (pod, answer) in pods.iter().zip(&answers) {
        tally.compare(pod, answer, version);
    }
    tally.report(&format!("Kubernetes {version}, seed {seed}"));
}

#[test]
fn a_demand_to_be_guaranteed_is_held_exactly() {
    let limits = || {
        Resources::new()
            .cpu(..=Cpu::millis(500))
            .memory(..=Memory::mib(256))
            .ephemeral_storage(..=Storage::gib(1))
    };
    let (guaranteed, refused) = (Cell::new(0), Cell::new(0));
    let result = TestRunner::deterministic().run(&(strategies::pod(), 0..4), |(pod, equal)| {
        // Few random pods are guaranteed by chance.
        let pod =
            pod.when(equal == 0, |pod| pod.each_container(move |container| container.resources(limits())));
        for version in KubeVersion::ALL {
            let Ok(plain) = pod.clone().build_for(version) else { continue };
            let class = facts::qos_class_for(plain.spec.as_ref().unwrap(), version);
            match pod.clone().guaranteed().build_for(version) {
                Ok(demanded) => {
                    prop_assert_eq!(class, QosClass::Guaranteed);
                    prop_assert_eq!(demanded, plain);
                    guaranteed.set(guaranteed.get() + 1);
                }
                Err(violations) => {
                    prop_assert_ne!(class, QosClass::Guaranteed);
                    prop_assert!(violations.iter().all(|found| found.rule() == "qos-not-guaranteed"));
                    refused.set(refused.get() + 1);
                }
            }
        }
        Ok(())
    });
    result.unwrap();
    let (guaranteed, refused) = (guaranteed.get(), refused.get());
    assert!(guaranteed > 50 && refused > 50, "{guaranteed} are guaranteed, {refused} are refused");
}

#[test]
fn facts_are_those_that_five_versions_of_kubernetes_computed() {
    for version in KubeVersion::ALL {
        let mut tally = Tally::default();
        for row in rows("oracle/facts/recorded.ndjson.gz") {
            let pod: v1::Pod = serde_json::from_value(row["pod"].clone()).unwrap();
            // An older version of the types does not know all fields.
            if serde_json::to_value(&pod).unwrap() == row["pod"] {
                tally.compare(&pod, &row[&version.to_string()], version);
            }
        }
        tally.report(&format!("the recorded answers of Kubernetes {version}"));
    }
}

/// Writes pods for `tests/oracle/facts/versions.sh`.
#[test]
fn pods_are_written_for_the_record() {
    let Ok(path) = env::var("PODWRIGHT_FACTS_WRITE") else { return };
    let mut pods = Pods::new(7);
    let mut file = BufWriter::new(File::create(path).unwrap());
    for i in 0..800 {
        serde_json::to_writer(&mut file, &pods.next(i)).unwrap();
        file.write_all(b"\n").unwrap();
    }
    file.flush().unwrap();
}

#[test]
fn the_default_version_is_the_enabled_one() {
    let mut pods = Pods::new(3);
    for i in 0..200 {
        let spec = pods.next(i).spec.unwrap_or_default();
        let enabled = KubeVersion::ENABLED;
        assert_eq!(facts::effective_requests(&spec), facts::effective_requests_for(&spec, enabled));
        assert_eq!(facts::effective_limits(&spec), facts::effective_limits_for(&spec, enabled));
        assert_eq!(facts::qos_class(&spec), facts::qos_class_for(&spec, enabled));
    }
}

/// The time does not grow with the square of the number of containers, nor with the number of digits.
#[test]
fn extreme_pods_get_an_answer() {
    let container = |i: usize, sidecar: bool| {
        json!({
            "name": format!("c{i}"),
            "restartPolicy": if sidecar { "Always" } else { "" },
            "resources": {
                "requests": {"cpu": "1e2147483647", format!("example.com/r{i}"): "1", "memory": "x"},
                "limits": {"cpu": "9".repeat(5_000), "memory": "1e-2147483648", "": "1Ei"},
            },
        })
    };
    let spec: v1::PodSpec = serde_json::from_value(json!({
        "initContainers": (0..2_000).map(|i| container(i, i % 2 == 0)).collect::<Vec<_>>(),
        "containers": (2_000..3_000).map(|i| container(i, false)).collect::<Vec<_>>(),
        "overhead": {"cpu": "-1", "memory": ""},
        "resources": {"requests": {"hugepages-": "1"}, "limits": {"memory": "z"}},
    }))
    .unwrap();
    for version in KubeVersion::ALL {
        let requests = facts::effective_requests_for(&spec, version);
        assert_eq!(requests["example.com/r0"].0, "1");
        assert_eq!(requests["example.com/r2999"].0, "1");
        assert!(requests.len() > 3_000);
        assert_eq!(facts::effective_limits_for(&spec, version)[""].0, "2305843009213693952k");
        assert_eq!(facts::qos_class_for(&spec, version), QosClass::Burstable);
    }
}

/// Returns the program that computes with the code of Kubernetes, and its version.
fn program() -> (KubeVersion, PathBuf) {
    if let Ok(text) = env::var("PODWRIGHT_FACTS_PROGRAM") {
        let (version, path) = text.split_once(':').expect("VERSION:PATH");
        return (version.parse().unwrap(), path.into());
    }
    let program = Program::new("oracle", "./facts", env!("CARGO_TARGET_TMPDIR"));
    program.build().unwrap_or_else(|reason| panic!("{reason}"));
    (KubeVersion::V1_36, program.executable().to_owned())
}

fn answers(program: &Path, pods: &[v1::Pod]) -> Vec<Value> {
    let mut process = Process::start(program);
    let answers = process.ask(pods);
    process.end();
    answers
}

#[derive(Default)]
struct Tally {
    unread: usize,
    with_requests: usize,
    with_limits: usize,
    classes: BTreeMap<String, usize>,
    differences: Vec<String>,
}

impl Tally {
    fn compare(&mut self, pod: &v1::Pod, answer: &Value, version: KubeVersion) {
        let spec = pod.spec.clone().unwrap_or_default();
        let requests = facts::effective_requests_for(&spec, version);
        let limits = facts::effective_limits_for(&spec, version);
        let class = facts::qos_class_for(&spec, version);
        if let Some(error) = answer["error"].as_str() {
            assert!(!error.contains("panic"), "{error}");
            self.unread += 1;
            return;
        }
        let same = has_amounts(&requests, &answer["requests"])
            && has_amounts(&limits, &answer["limits"])
            && answer["qos"] == class.as_str();
        if !same {
            let ours = json!({"requests": requests, "limits": limits, "qos": class.as_str()});
            self.differences.push(format!("{}\n  here       {ours}\n  Kubernetes {answer}", json!(pod.spec)));
        }
        self.with_requests += usize::from(!requests.is_empty());
        self.with_limits += usize::from(!limits.is_empty());
        *self.classes.entry(class.to_string()).or_default() += 1;
    }

    fn report(&self, of: &str) {
        let Self { unread, with_requests, with_limits, classes, differences } = self;
        say(&format!(
            "compared with {of}: {classes:?}, {with_requests} with requests, {with_limits} with limits, {unread} not read"
        ));
        let compared: usize = classes.values().sum();
        let shown = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        assert!(differences.is_empty(), "{} of {compared} differ:\n{shown}", differences.len());
        assert!(classes.len() == 3 && classes.values().all(|count| *count >= compared / 50), "{classes:?}");
        assert!(with_requests * 3 > compared && with_limits * 4 > compared && unread * 2 < compared);
    }
}

/// Compares texts. Kubernetes does not read some of its own texts as they are: those beyond 2^63 lose their value, and a
/// number in bytes gets another unit. Here such an amount has a text that stays. The values must be equal.
fn has_amounts(ours: &BTreeMap<String, Quantity>, theirs: &Value) -> bool {
    let empty = Map::new();
    let theirs = theirs.as_object().unwrap_or(&empty);
    ours.len() == theirs.len()
        && ours.iter().all(|(name, quantity)| {
            let theirs = theirs.get(name).and_then(Value::as_str).unwrap_or("missing");
            let changes = || theirs.ends_with("000") || is_beyond_64_bits(&value(theirs));
            quantity.0 == theirs || (changes() && value(&quantity.0) == value(theirs))
        })
}

/// The sign, the digits without zeros at the end, and the power of ten.
type Number = (bool, String, i64);

fn is_beyond_64_bits((_, digits, power): &Number) -> bool {
    i64::try_from(digits.len()).unwrap() + power > 18
}

fn value(text: &str) -> Number {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(unit_at);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].iter().position(|binary| *binary == unit);
    let digits = match binary {
        Some(step) => (whole.parse::<u128>().unwrap() << (10 * (step + 1))).to_string(),
        None => format!("{whole}{fraction}"),
    };
    let power = match unit {
        _ if binary.is_some() => 0,
        "n" => -9,
        "u" => -6,
        "m" => -3,
        "" => -i64::try_from(fraction.len()).unwrap(),
        "k" => 3,
        "M" => 6,
        "G" => 9,
        "T" => 12,
        "P" => 15,
        "E" => 18,
        _ => unit.strip_prefix('e').and_then(|power| power.parse().ok()).unwrap_or(i64::MIN / 2),
    };
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    (negative, digits.trim_matches('0').to_owned(), power + i64::try_from(zeros).unwrap())
}

/// A source of pods.
struct Pods {
    random: Random,
    builder: Builder,
    seeds: Vec<Value>,
    words: Words,
}

impl Pods {
    fn new(seed: u64) -> Self {
        let mut seeds = random::recorded();
        seeds.retain(|pod| pod.to_string().contains("\"resources\""));
        let words = Words::of(&seeds);
        Self { random: Random::new(seed), builder: Builder::new(seed), seeds, words }
    }

    fn next(&mut self, i: usize) -> v1::Pod {
        loop {
            let pod = match i % 8 {
                0 => Some(self.builder.pod()),
                1 => random::mutated(&mut self.random, &self.words, &self.seeds),
                2 => Some(random::drawn(&mut self.random, &self.words)),
                _ => Some(self.with_resources()),
            };
            match pod {
                Some(pod) if !random::has_huge_exponent(&pod) => return pod,
                _ => {}
            }
        }
    }

    /// A pod whose resources have all forms.
    fn with_resources(&mut self) -> v1::Pod {
        let is_guaranteed = self.random.one_in(3);
        let inits = *self.random.pick(&[0, 0, 1, 2, 3, 5]);
        let mains = *self.random.pick(&[1, 1, 1, 2, 3, 0]);
        let mut spec = json!({
            "initContainers": (0..inits).map(|i| self.container(i, true, is_guaranteed)).collect::<Vec<_>>(),
            "containers": (0..mains).map(|i| self.container(i, false, is_guaranteed)).collect::<Vec<_>>(),
        });
        if self.random.one_in(3) {
            spec["resources"] =
                self.resources(is_guaranteed, &["cpu", "memory", "hugepages-2Mi", "cpu", "memory", "other"]);
        }
        if self.random.one_in(4) {
            spec["overhead"] = self.amounts(RESOURCES);
        }
        if self.random.one_in(20) {
            spec["os"] = json!({"name": "windows"});
        }
        serde_json::from_value(json!({"metadata": {"name": "pod"}, "spec": spec})).unwrap()
    }

    fn container(&mut self, i: usize, is_init: bool, is_guaranteed: bool) -> Value {
        let mut container = json!({"name": format!("{}{i}", if is_init { "init" } else { "main" })});
        if is_init && self.random.one_in(2) {
            container["restartPolicy"] = json!("Always");
        }
        if !self.random.one_in(10) {
            let is_guaranteed = is_guaranteed && !self.random.one_in(30);
            container["resources"] = self.resources(is_guaranteed, RESOURCES);
        }
        container
    }

    fn resources(&mut self, is_guaranteed: bool, names: &[&str]) -> Value {
        if is_guaranteed {
            let (cpu, memory) = (*self.random.pick(&QUANTITIES[..12]), *self.random.pick(&QUANTITIES[4..16]));
            let limits = json!({"cpu": cpu, "memory": memory});
            return match self.random.below(3) {
                0 => json!({"limits": limits}),
                1 => json!({"limits": limits, "requests": limits}),
                _ => json!({"limits": limits, "requests": {"cpu": cpu}}),
            };
        }
        let mut resources = json!({});
        if !self.random.one_in(3) {
            resources["requests"] = self.amounts(names);
        }
        if !self.random.one_in(3) {
            resources["limits"] = self.amounts(names);
        }
        resources
    }

    fn amounts(&mut self, names: &[&str]) -> Value {
        let common = self.random.one_in(2);
        let pool = if common { &QUANTITIES[..20] } else { QUANTITIES };
        let count = *self.random.pick(&[0, 1, 1, 2, 2, 3]);
        let mut amounts = json!({});
        for _ in 0..count {
            let name = *self.random.pick(names);
            amounts[name] = json!(self.random.pick(pool));
        }
        amounts
    }
}

const RESOURCES: &[&str] = &[
    "cpu",
    "memory",
    "cpu",
    "memory",
    "ephemeral-storage",
    "hugepages-2Mi",
    "hugepages-1Gi",
    "example.com/gpu",
];

const QUANTITIES: &[&str] = &[
    "1",
    "2",
    "100m",
    "250m",
    "1500m",
    "0.1",
    "1e3",
    "3",
    "64Mi",
    "128Mi",
    "1Gi",
    "1G",
    "1.5Gi",
    "512k",
    "100Ki",
    "1000Mi",
    "0",
    "1024",
    "2000m",
    "2048Ki",
    "1n",
    "1u",
    "999999n",
    "0.0005",
    "-1",
    "-64Mi",
    "9223372036854775807",
    "9223372036854775807m",
    "9Ei",
    "8Ei",
    "7Ei",
    "1e18",
    "12345678901234567890",
    "1E",
    "999E",
    "1e20",
    "+5",
    "05",
    "0.1Ki",
    "1.",
    ".5",
    "1e-3",
    "1E6",
    "0e5",
    "0Mi",
    "-0",
    "18446744073709551616",
    "1e-9",
    "1e-12",
    "123456789.123456789",
];
