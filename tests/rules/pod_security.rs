//! The Pod Security Standards are evaluated as Kubernetes evaluates them: recorded verdicts, and asked there and then.
//!
//! `PODWRIGHT_POD_SECURITY_PODS=20000 cargo test --test rules pod_security` builds the Go program of `tests/pod_security`, which
//! evaluates with the code of the admission plugin, and compares with it so many random pods and templates, each in several
//! versions, every fixture that the plugin has for its own tests, and the list of checks. `PODWRIGHT_ORACLE_SEED`, a number,
//! makes other pods. Without the variable some hundred pods are compared if the program was built before.

mod demands;
mod kubernetes;
mod mend;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write;

use k8s_openapi::api::core::v1;
use kubernetes::{Kubernetes, Question};
use podwright::Valid;
use podwright::rules::pod_security::{
    Baseline, CHECKS, Check, Evaluation, Failure, Level, LevelVersion, PolicyVersion, Restricted, Revision,
};
use podwright::rules::{KubeVersion, Validate, pod_security};
use podwright_proptest as strategies;
use podwright_tests::random::{self, Random, Words};
use podwright_tests::{assert_page, number, rows, say};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Whether the types have all fields of Kubernetes 1.36. What older ones do not read cannot be evaluated.
const HAS_EVERY_FIELD: bool = {
    k8s_openapi::k8s_if_ge_1_36! { true }
    k8s_openapi::k8s_if_le_1_35! { false }
};

const LEVELS: [(Level, &str); 2] = [(Level::Baseline, "baseline"), (Level::Restricted, "restricted")];

/// Random pods without being asked for a number.
const PODS: usize = 400;

/// So many disagreements are shown.
const SHOWN: usize = 8;

fn recorded() -> impl Iterator<Item = Value> {
    rows("pod_security/recorded-1.36.ndjson.gz")
}

fn reasons(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.failures().iter().map(Failure::reason).collect()
}

#[test]
fn pods_are_evaluated_as_recorded_of_kubernetes() {
    let (mut evaluated, mut forbidden) = (0, [0, 0]);
    for row in recorded() {
        let pod: v1::Pod = serde_json::from_value(row["pod"].clone()).unwrap();
        if !HAS_EVERY_FIELD && serde_json::to_value(&pod).unwrap() != row["pod"] {
            continue;
        }
        evaluated += 1;
        for (i, (level, name)) in LEVELS.into_iter().enumerate() {
            let evaluation = pod_security(&pod, level, KubeVersion::V1_36);
            assert_eq!(json!(evaluation.is_allowed()), row[name], "{name}: {row}");
            assert_eq!(json!(reasons(&evaluation)), row["reasons"][name], "{name}: {row}");
            forbidden[i] += usize::from(!evaluation.is_allowed());
        }
    }
    if HAS_EVERY_FIELD {
        assert_eq!((evaluated, forbidden), (8_000, [3_025, 4_489]));
    } else {
        assert!(evaluated > 4_000, "{evaluated} have no field that these types lack");
    }
}

/// The checks, reasons, details and texts of both levels, as the Go program prints them.
fn answer<T: Validate>(object: &T, version: PolicyVersion) -> Value {
    let mut out = json!({});
    for (level, name) in LEVELS {
        let evaluation = pod_security(object, level, version);
        let checks = evaluation.failures().iter().map(|failure| {
            json!({"id": failure.check().id(), "reason": failure.reason(), "detail": failure.detail()})
        });
        let checks: Vec<_> = checks.collect();
        let text = if evaluation.is_allowed() { String::new() } else { evaluation.to_string() };
        out[name] = json!({"checks": checks, "text": text});
    }
    out
}

#[test]
fn details_are_as_recorded_of_kubernetes_in_every_version() {
    compare_details("details.ndjson.gz", 2_272);
}

#[test]
fn the_edges_of_the_checks_are_those_of_kubernetes() {
    compare_details("edges.ndjson.gz", 10_328);
}

fn compare_details(file: &str, count: usize) {
    let (mut evaluated, mut ids) = (0, BTreeSet::new());
    for row in rows(&format!("pod_security/{file}")) {
        let question = Question::of_object(&row["object"]);
        if !HAS_EVERY_FIELD && question.object() != row["object"] {
            continue;
        }
        let versions = row["versions"].as_array().unwrap();
        for (version, expected) in versions.iter().zip(row["answers"].as_array().unwrap()) {
            let version = version.as_str().unwrap().parse().unwrap();
            assert_eq!(&question.answer(version), expected, "{version}: {}", row["object"]);
            evaluated += 1;
            for (_, level) in LEVELS {
                let checks = expected[level]["checks"].as_array().unwrap().iter();
                ids.extend(checks.map(|check| check["id"].as_str().unwrap().to_owned()));
            }
        }
    }
    if HAS_EVERY_FIELD {
        assert_eq!(evaluated, count);
        assert_eq!(ids, CHECKS.iter().map(|check| check.id().to_owned()).collect());
    } else {
        assert!(evaluated > count / 4, "{evaluated} have no field that these types lack");
    }
}

#[test]
fn pods_are_evaluated_as_kubernetes_evaluates_them_now() {
    let Some((mut kubernetes, count)) = asked() else { return };
    compare(&mut kubernetes, count);
}

#[test]
fn fixtures_of_the_plugin_are_evaluated_as_it_evaluates_them() {
    let Some((mut kubernetes, count)) = asked() else { return };
    if count <= PODS {
        return;
    }
    let (mut files, mut questions) = (Vec::new(), Vec::new());
    for level in ["baseline", "restricted"] {
        let level_directory = Kubernetes::fixtures().join(level);
        for version_directory in fs::read_dir(level_directory).unwrap().map(Result::unwrap) {
            let version: PolicyVersion = version_directory.file_name().to_str().unwrap().parse().unwrap();
            for passes in [true, false] {
                let directory = version_directory.path().join(if passes { "pass" } else { "fail" });
                for file in fs::read_dir(directory).unwrap().map(Result::unwrap) {
                    let pod: Value = serde_yaml::from_str(&fs::read_to_string(file.path()).unwrap()).unwrap();
                    let pod: v1::Pod = serde_json::from_value(pod).unwrap();
                    files.push((
                        level,
                        version,
                        passes,
                        file.path().file_stem().unwrap().to_str().unwrap().to_owned(),
                    ));
                    questions.push((Question::Pod(Box::new(pod)), vec![version]));
                }
            }
        }
    }
    assert_eq!(files.len(), 4_537, "fixtures of 0.37.2, of which 4,241 are those of 0.36.2");
    let answers = kubernetes.ask(&questions);
    for ((file, (question, _)), answer) in files.iter().zip(&questions).zip(answers) {
        let (level, version, passes, name) = file;
        let ours = question.answer(*version);
        assert_eq!(answer[0], ours, "{file:?}");
        let ids: Vec<_> =
            ours[*level]["checks"].as_array().unwrap().iter().map(|check| &check["id"]).collect();
        if *passes {
            assert!(ids.is_empty(), "{file:?}: {ids:?}");
        } else {
            // The name of the file is that of the check, in lower case, and a number.
            let named = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_meant = |id: &str| {
                let check = CHECKS.iter().find(|check| check.id() == id).unwrap();
                [Some(id), check.overrides()].into_iter().flatten().any(|id| id.to_lowercase() == named)
            };
            assert!(ids.iter().any(|id| is_meant(id.as_str().unwrap())), "{file:?}: {ids:?}");
        }
    }
    say(&format!("fixtures of the plugin: {} evaluated as it evaluates them", files.len()));
}

#[test]
fn checks_are_those_of_the_plugin() {
    let Some((_, _)) = asked() else { return };
    let name = |version: PolicyVersion| version.to_string();
    let ours: BTreeMap<&str, Value> = CHECKS
        .iter()
        .map(|check| {
            let versions: Vec<_> = check.revisions().iter().map(|revision| name(revision.since())).collect();
            let overrides: Vec<_> = check.overrides().into_iter().collect();
            (check.id(), json!({"id": check.id(), "level": check.level().as_str(), "versions": versions, "overrides": overrides}))
        })
        .collect();
    let theirs = Kubernetes::checks();
    let theirs: BTreeMap<&str, Value> =
        theirs.iter().map(|check| (check["id"].as_str().unwrap(), check.clone())).collect();
    assert_eq!(ours, theirs);
}

/// The program, and how many pods to compare.
fn asked() -> Option<(Kubernetes, usize)> {
    Kubernetes::live("PODWRIGHT_POD_SECURITY_PODS", PODS)
}

/// Pods with parts changed, pods with any fields, and templates of both.
struct Pods {
    random: Random,
    seeds: Vec<Value>,
    words: Words,
}

impl Pods {
    fn new(seed: u64) -> Self {
        let mut seeds: Vec<Value> = recorded().map(|mut row| row["pod"].take()).collect();
        seeds.extend(random::recorded().into_iter().step_by(4));
        let words = Words::of(&seeds);
        Self { random: Random::new(seed), seeds, words }
    }

    fn next(&mut self, i: usize) -> (Question, Vec<PolicyVersion>) {
        let pod = loop {
            let pod = if i.is_multiple_of(4) {
                Some(random::drawn(&mut self.random, &self.words))
            } else {
                random::mutated(&mut self.random, &self.words, &self.seeds)
            };
            match pod {
                Some(pod) if !random::has_huge_exponent(&pod) => break pod,
                _ => {}
            }
        };
        let question = if self.random.one_in(6) {
            let metadata = Some(pod.metadata);
            Question::Template(Box::new(v1::PodTemplateSpec { metadata, spec: pod.spec }))
        } else {
            Question::Pod(Box::new(pod))
        };
        let mut versions = vec![PolicyVersion::LATEST];
        for _ in 0..3 {
            versions.push(PolicyVersion::v1(u32::try_from(self.random.below(40)).unwrap()));
        }
        (question, versions)
    }
}

fn compare(kubernetes: &mut Kubernetes, count: usize) {
    let seed = number("PODWRIGHT_ORACLE_SEED").unwrap_or(1);
    let mut pods = Pods::new(u64::try_from(seed).unwrap());
    let (mut evaluated, mut forbidden, mut unread, mut ids) = (0, 0, 0, BTreeMap::new());
    let mut report = String::new();
    let mut disagreements = 0;
    let mut record = Recording::begin();
    for start in (0..count).step_by(PODS) {
        let questions: Vec<_> = (start..count.min(start + PODS)).map(|i| pods.next(i)).collect();
        for ((question, versions), answers) in questions.iter().zip(kubernetes.ask(&questions)) {
            let Some(answers) = answers.as_array() else {
                unread += 1;
                continue;
            };
            record.note(question, versions, answers);
            for (version, answer) in versions.iter().zip(answers) {
                evaluated += 1;
                let ours = question.answer(*version);
                let failed = ours["restricted"]["checks"].as_array().unwrap();
                forbidden += usize::from(!failed.is_empty());
                for check in failed.iter().chain(ours["baseline"]["checks"].as_array().unwrap()) {
                    *ids.entry(check["id"].as_str().unwrap().to_owned()).or_insert(0) += 1;
                }
                if ours != *answer {
                    disagreements += 1;
                    if disagreements <= SHOWN {
                        writeln!(report, "\n{version}: ours {ours}\ntheirs {answer}\n{}", question.object())
                            .unwrap();
                    }
                }
            }
        }
    }
    record.end();
    say(&format!(
        "compared with Kubernetes: {count} objects, {evaluated} times, of which restricted forbids {forbidden}, {unread} not read, seed {seed}: {ids:?}"
    ));
    assert_eq!(disagreements, 0, "of {evaluated}, seed {seed}{report}");
    assert!(unread * 2 < count && forbidden < evaluated);
    if count >= 2_000 {
        assert_eq!(ids.len(), CHECKS.len(), "each check fails somewhere: {ids:?}");
    }
}

/// Verdicts that are kept for `details.ndjson.gz`: `PODWRIGHT_POD_SECURITY_RECORD` names the file to write them to.
struct Recording {
    file: Option<File>,
    seen: BTreeMap<String, usize>,
}

impl Recording {
    fn begin() -> Self {
        let path = std::env::var_os("PODWRIGHT_POD_SECURITY_RECORD");
        Self { file: path.map(|path| File::create(path).unwrap()), seen: BTreeMap::new() }
    }

    /// Keeps an object where a check fails that was seen seldom.
    fn note(&mut self, question: &Question, versions: &[PolicyVersion], answers: &[Value]) {
        let Some(file) = &mut self.file else { return };
        let object = question.object();
        if object.to_string().len() > 6_000 {
            return;
        }
        let mut is_new = false;
        for (version, answer) in versions.iter().zip(answers) {
            for check in answer["restricted"]["checks"].as_array().unwrap() {
                let key = format!("{} {version}", check["id"]);
                let seen = self.seen.entry(key).or_insert(0);
                is_new |= *seen < 3;
                *seen += 1;
            }
        }
        if is_new {
            let versions: Vec<_> = versions.iter().map(ToString::to_string).collect();
            writeln!(file, "{}", json!({"object": object, "versions": versions, "answers": answers}))
                .unwrap();
        }
    }

    fn end(self) {
        if let Some(mut file) = self.file {
            file.flush().unwrap();
        }
    }
}

#[test]
fn what_a_failure_points_at_is_what_has_to_change() {
    let mut pods = Pods::new(2);
    let (mut mended, mut failures) = (0, 0);
    for i in 0..1_000 {
        let (Question::Pod(pod), versions) = pods.next(i) else { continue };
        for version in versions {
            for (level, _) in LEVELS {
                let evaluation = pod_security(&*pod, level, version);
                for failure in evaluation.failures() {
                    assert!(!failure.fields().is_empty() && !failure.fix().is_empty(), "{failure:?}");
                    assert!(!failure.detail().is_empty(), "{failure:?}");
                }
                failures += evaluation.failures().len();
                if let Some(pod) = mend::mended(&pod, level, version) {
                    assert!(pod_security(&pod, level, version).is_allowed());
                    mended += usize::from(!evaluation.is_allowed());
                }
            }
        }
    }
    assert!(mended > 400 && failures > 4_000, "{mended} {failures}");
}

#[test]
fn the_item_that_offends_is_named_by_its_index() {
    let spec = json!({
        "containers": [{"name": "web"}, {
            "name": "helper", "ports": [{"containerPort": 1}, {"containerPort": 2, "hostPort": 2}],
            "securityContext": {"capabilities": {"add": ["CHOWN", "NET_RAW"]}},
        }],
        "securityContext": {"sysctls": [
            {"name": "kernel.shm_rmid_forced", "value": "1"}, {"name": "net.core.somaxconn", "value": "1"},
        ]},
        "volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "hostPath": {"path": "/"}}],
    });
    let pod: v1::Pod = serde_json::from_value(json!({"spec": spec})).unwrap();
    let evaluation = pod_security(&pod, Level::Baseline, PolicyVersion::LATEST);
    let fields: Vec<_> = evaluation.failures().iter().flat_map(Failure::fields).collect();
    assert_eq!(
        fields,
        [
            "spec.containers[1].securityContext.capabilities.add[1]",
            "spec.volumes[1].hostPath",
            "spec.containers[1].ports[1].hostPort",
            "spec.securityContext.sysctls[1].name",
        ]
    );
}

#[test]
fn a_valid_restricted_pod_is_a_baseline_one_in_every_version() {
    let mut runner = TestRunner::deterministic();
    let strategy = strategies::pod();
    let built = (0..300).map(|_| strategy.new_tree(&mut runner).unwrap().current().build().unwrap());
    let built: Vec<_> = built.collect();
    let recorded = recorded().step_by(3).filter_map(|row| {
        let pod: v1::Pod = serde_json::from_value(row["pod"].clone()).unwrap();
        Valid::new(pod).ok()
    });
    let (mut restricted, mut baseline) = (0, 0);
    for pod in built.into_iter().chain(recorded) {
        for minor in [0, 8, 18, 19, 22, 25, 33, 34, 35, 37] {
            let version = PolicyVersion::v1(minor);
            let is_baseline = Baseline::new_at(pod.clone(), version).is_ok();
            baseline += usize::from(is_baseline);
            if let Ok(proof) = Restricted::new_at(pod.clone(), version) {
                restricted += 1;
                assert_eq!(proof.policy_version(), version);
                assert!(is_baseline, "v1.{minor}: {pod:?}");
            }
        }
    }
    assert!(restricted > 1_000 && baseline > restricted, "{restricted} {baseline}");
}

#[test]
fn a_cluster_knows_no_policy_that_is_newer_than_itself() {
    use podwright::prelude::*;
    let sysctls = PodSecurityContext::new().sysctl(podwright::sysctl!("net.ipv4.tcp_notsent_lowat"), "16384");
    let pod = Pod::builder(name!("web"))
        .security_context(sysctls)
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .pod_security(Level::Baseline);
    assert!(pod.clone().build_for(KubeVersion::V1_37).is_ok());
    let violations = pod.clone().build_for(KubeVersion::V1_36).unwrap_err().to_string();
    let text = r#"violates PodSecurity "baseline:latest": forbidden sysctls (net.ipv4.tcp_notsent_lowat); "#;
    assert!(violations.contains(text), "{violations}");
    let pinned =
        |version| pod.clone().pod_security(Level::Baseline.at(version)).build_for(KubeVersion::V1_37);
    assert!(pinned(PolicyVersion::v1(37)).is_ok() && pinned(PolicyVersion::v1(36)).is_err());
    let valid = pod.pod_security(Level::Privileged).build_for(KubeVersion::V1_36).unwrap();
    assert!(Baseline::new(valid).is_err());
}

#[test]
fn a_template_is_evaluated_as_a_pod_is_but_for_the_defaults() {
    let spec =
        json!({"hostNetwork": true, "containers": [{"name": "web", "ports": [{"containerPort": 80}]}]});
    let pod: v1::Pod = serde_json::from_value(json!({"spec": spec})).unwrap();
    let template: v1::PodTemplateSpec = serde_json::from_value(json!({"spec": spec})).unwrap();
    let of_pod = pod_security(&pod, Level::Baseline, PolicyVersion::LATEST);
    assert_eq!(reasons(&of_pod), ["host namespaces", "hostPort"]);
    let of_template = pod_security(&template, Level::Baseline, PolicyVersion::LATEST);
    assert_eq!(reasons(&of_template), ["host namespaces"]);
    assert_eq!(pod_security(&v1::Pod::default(), Level::Restricted, PolicyVersion::LATEST).to_string(), {
        r#"meets PodSecurity "restricted:latest""#
    });
}

#[test]
fn answers_cross_threads_and_proofs_are_written_as_what_they_prove() {
    fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}
    crosses_threads::<(Evaluation, Failure, Check, Revision, Level, LevelVersion, PolicyVersion)>();
    crosses_threads::<(Restricted<Valid<v1::Pod>>, Baseline<Valid<v1::PodTemplateSpec>>)>();
    let row = recorded().find(|row| row["restricted"] == true).unwrap();
    let valid = Valid::<v1::Pod>::new(serde_json::from_value(row["pod"].clone()).unwrap()).unwrap();
    let proof = Restricted::new_at(valid.clone(), KubeVersion::V1_36).unwrap();
    assert_eq!(podwright::to_yaml(&proof).unwrap(), podwright::to_yaml(&valid).unwrap());
    assert_eq!(podwright::to_json(&proof).unwrap(), podwright::to_json(&valid).unwrap());
    assert_eq!(serde_json::to_value(&proof).unwrap(), serde_json::to_value(&valid).unwrap());
    let object = podwright::manifest::Object::from(proof.clone());
    assert_eq!(podwright::to_yaml(&object).unwrap(), podwright::to_yaml(&valid).unwrap());
    assert_eq!(*proof, valid);
    assert_eq!(Valid::from(Baseline::from(proof)), valid);
}

#[test]
fn many_containers_are_validated() {
    let container = |i: usize| {
        json!({
            "name": format!("c{i}"), "ports": [{"containerPort": 80, "hostPort": i + 1}],
            "livenessProbe": {"httpGet": {"port": 80, "host": format!("h{i}")}},
            "securityContext": {
                "capabilities": {"add": [format!("C{i}")]}, "procMount": format!("P{i}"),
                "seLinuxOptions": {"type": format!("t{i}")}, "seccompProfile": {"type": format!("S{i}")},
                "appArmorProfile": {"type": format!("A{i}")},
            },
        })
    };
    let pod = |count: usize| -> v1::Pod {
        let containers: Vec<_> = (0..count).map(container).collect();
        let volumes: Vec<_> =
            (0..count).map(|i| json!({"name": format!("v{i}"), "hostPath": {"path": "/"}})).collect();
        let spec = json!({"containers": containers, "volumes": volumes});
        serde_json::from_value(json!({"spec": spec})).unwrap()
    };
    let evaluation = pod_security(&pod(8_000), Level::Restricted, PolicyVersion::LATEST);
    assert!(evaluation.failures().len() >= 8);
}

#[test]
fn the_table_of_checks_is_the_one_in_the_docs() {
    let version = |version: PolicyVersion| version.minor().map(|minor| format!("1.{minor}")).unwrap();
    let mut page =
        String::from("| check | level | since | what it demands | rule |\n| --- | --- | --- | --- | --- |\n");
    for check in CHECKS {
        for (i, revision) in check.revisions().iter().enumerate() {
            let named = |text: String| if i == 0 { text } else { String::new() };
            let instead = |check: &Check| {
                let other = check.overrides()?;
                Some(format!(" instead of `{other}`"))
            };
            let level = format!("{}{}", check.level(), instead(check).unwrap_or_default());
            writeln!(
                page,
                "| {} | {} | {} | {} | {} |",
                named(format!("`{}`", check.id())),
                named(level),
                version(revision.since()),
                with_code(revision.summary()),
                named(format!("`{}`", check.rule())),
            )
            .unwrap();
        }
    }
    assert_page("src/rules/pod_security/CHECKS.md", &page, "--test rules pod_security");
}

/// A sentence in which what is a field, a value or a name stands as code.
fn with_code(sentence: &str) -> String {
    let mut out = String::new();
    for word in sentence.split_inclusive(' ') {
        let core = word.trim_end_matches([' ', '.', ',', ':']);
        let is_code = core.contains(['_', '.'])
            || core.chars().skip(1).any(char::is_uppercase)
            || core.chars().all(char::is_uppercase) && core.len() > 1;
        if is_code && !matches!(core, "AppArmor" | "SELinux" | "HTTP" | "TCP") {
            write!(out, "`{core}`{}", &word[core.len()..]).unwrap();
        } else {
            out.push_str(word);
        }
    }
    out
}
