//! kubectl, kustomize and Helm read what this crate writes, and lose nothing.
//!
//! `PODWRIGHT_KUBECTL` and `PODWRIGHT_HELM` are the paths of the programs. No cluster is needed. Without the variables these
//! tests do nothing, and only the readers of the other tests are compared.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::diff::Diff;
use podwright::manifest::{Manifest, Object, Reader, Yaml};
use podwright_tests::hostile::{FRAGMENTS, text};
use podwright_tests::root;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Deserialize;

/// How many random texts the pods have, besides the hostile ones.
const TEXTS: usize = 2_000;
/// How many texts a pod has.
const AT_A_TIME: usize = 20;

#[path = "../../examples/per_environment.rs"]
#[expect(dead_code, reason = "the test takes what `main` prints")]
mod per_environment;

/// The directory of a run. It is removed when the run ends.
struct Directory(PathBuf);

impl Directory {
    fn new(test: &str) -> Self {
        let path = env::temp_dir().join(format!("podwright-{test}-{}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn texts(keep: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut runner, strategy) = (TestRunner::deterministic(), text());
    let random = (0..TEXTS).map(|_| strategy.new_tree(&mut runner).unwrap().current());
    let texts = FRAGMENTS.iter().map(|text| (*text).to_owned()).chain(random);
    texts.filter(|text| keep(text)).collect()
}

/// Makes pods that have the texts as environment values, arguments, and values of annotations.
fn pods(texts: &[String]) -> Vec<v1::Pod> {
    let pod = |(i, texts): (usize, &[String])| v1::Pod {
        metadata: ObjectMeta {
            name: Some(format!("pod-{i}")),
            annotations: Some(
                texts.iter().enumerate().map(|(i, text)| (format!("a{i}"), text.clone())).collect(),
            ),
            ..ObjectMeta::default()
        },
        spec: Some(v1::PodSpec {
            containers: vec![v1::Container {
                name: "main".to_owned(),
                image: Some("busybox:1.28".to_owned()),
                args: Some(texts.to_vec()),
                env: Some(
                    (texts.iter().enumerate())
                        .map(|(i, text)| v1::EnvVar {
                            name: format!("V{i}"),
                            value: Some(text.clone()),
                            ..v1::EnvVar::default()
                        })
                        .collect(),
                ),
                ..v1::Container::default()
            }],
            ..v1::PodSpec::default()
        }),
        status: None,
    };
    texts.chunks(AT_A_TIME).enumerate().map(pod).collect()
}

fn yaml(pods: &[v1::Pod]) -> String {
    let mut documents = Yaml::new().writer(Vec::new());
    for pod in pods {
        documents.unvalidated(pod).unwrap();
    }
    String::from_utf8(documents.into_inner()).unwrap()
}

/// Returns what a program prints.
fn printed(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", {
        let message = String::from_utf8_lossy(&output.stderr);
        message.chars().skip(message.chars().count().saturating_sub(1_000)).collect::<String>()
    });
    output.stdout
}

/// Reads the pods of a YAML file that a Go program has written, by their numbers.
fn pods_of(yaml: &[u8]) -> Vec<v1::Pod> {
    let documents = yaml_serde::Deserializer::from_slice(yaml);
    sorted(documents.map(|document| v1::Pod::deserialize(document).unwrap()).collect())
}

fn sorted(mut pods: Vec<v1::Pod>) -> Vec<v1::Pod> {
    pods.sort_by_key(|pod| pod.metadata.name.as_ref().unwrap()[4..].parse::<usize>().unwrap());
    pods
}

fn program(variable: &str) -> Option<OsString> {
    let path = env::var_os(variable);
    if path.is_none() {
        println!("{variable} is not set: the readers of the other tests serve");
    }
    path
}

#[test]
fn kubectl_sets_a_variable_and_keeps_the_rest() {
    let Some(kubectl) = program("PODWRIGHT_KUBECTL") else { return };
    let directory = Directory::new("kubectl");
    let pods = pods(&texts(|_| true));
    let file = directory.write("pods.yaml", &yaml(&pods));
    let set = ["set", "env", "--local", "-o", "json", "PODWRIGHT=1", "-f"];
    let json = printed(Command::new(kubectl).args(set).arg(file));
    let mut found = sorted(Reader::new(&json[..]).map(|pod| pod.unwrap().decode().unwrap()).collect());
    assert_eq!(found.len(), pods.len());
    for (found, written) in found.iter_mut().zip(&pods) {
        found.status = None;
        // kubectl writes empty `resources`.
        found.spec.as_mut().unwrap().containers[0]
            .resources
            .take_if(|resources| *resources == v1::ResourceRequirements::default());
        let set = found.spec.as_mut().unwrap().containers[0].env.as_mut().unwrap().pop().unwrap();
        assert_eq!((&*set.name, set.value.as_deref()), ("PODWRIGHT", Some("1")));
        assert_eq!(without_empty_values(found), without_empty_values(written));
    }
}

/// Removes empty values, which programs in Go do not write.
fn without_empty_values(pod: &v1::Pod) -> v1::Pod {
    let mut pod = pod.clone();
    let variables =
        pod.spec.iter_mut().flat_map(|spec| &mut spec.containers).flat_map(|container| &mut container.env);
    for variable in variables.flatten() {
        variable.value = variable.value.take().filter(|value| !value.is_empty());
    }
    pod
}

/// Returns whether kustomize can read what it writes itself. It rejects some characters, and texts of several lines that begin
/// with a tab.
fn is_carried(text: &str) -> bool {
    let is_block = text.contains('\n') && text.trim_start_matches(['\n', ' ']).starts_with('\t');
    !is_block && !text.contains(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
}

#[test]
fn kustomize_keeps_all_that_it_can_carry() {
    let Some(kubectl) = program("PODWRIGHT_KUBECTL") else { return };
    let directory = Directory::new("kustomize");
    let pods = pods(&texts(is_carried));
    directory.write("pods.yaml", &yaml(&pods));
    directory.write("kustomization.yaml", "resources: [pods.yaml]\n");
    assert_eq!(pods_of(&printed(Command::new(kubectl).arg("kustomize").arg(&directory.0))), pods);
}

#[test]
fn kustomize_builds_the_objects_of_a_directory_with_a_kustomization() {
    let Some(kubectl) = program("PODWRIGHT_KUBECTL") else { return };
    let directory = Directory::new("kustomization");
    let pods = pods(&texts(is_carried));
    let mut manifest =
        Manifest::of(pods.iter().map(|pod| Object::unvalidated(pod.clone()).unwrap())).unwrap();
    let namespace =
        serde_json::json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "shop" } });
    let config = serde_json::json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": { "name": "web", "namespace": "shop" },
        "data": { "level": "info", "enabled": "no" },
    });
    let others = [namespace, config].map(|object| Object::unvalidated(object).unwrap());
    manifest.add_all(others).unwrap();
    Yaml::new().kustomization().write_dir(&directory.0, &manifest).unwrap();

    let found = printed(Command::new(kubectl).arg("kustomize").arg(&directory.0));
    let found = objects_of(&found);
    assert_eq!(found.len(), manifest.len());
    let diff = Diff::between(&manifest, &found).unwrap();
    assert!(diff.is_empty(), "{diff}");
}

/// Returns the objects of a YAML file that a Go program has written.
fn objects_of(yaml: &[u8]) -> Vec<Object> {
    let documents = yaml_serde::Deserializer::from_slice(yaml);
    let objects = documents.map(|document| serde_json::Value::deserialize(document).unwrap());
    objects.filter(|object| !object.is_null()).map(|object| Object::unvalidated(object).unwrap()).collect()
}

/// The application of COMPARE.md is the same with each tool.
#[test]
fn helm_and_kustomize_make_the_application_of_the_example() {
    let (Some(kubectl), Some(helm)) = (program("PODWRIGHT_KUBECTL"), program("PODWRIGHT_HELM")) else {
        return;
    };
    let directory = root().join("compare/environments");
    for (environment, manifest) in [("dev", per_environment::dev()), ("prod", per_environment::app())] {
        let app = manifest.unwrap();
        let manifest = app.manifest();
        let mut template = Command::new(&helm);
        template.args(["template", "shop", "-n", &format!("shop-{environment}")]).arg(directory.join("helm"));
        template.arg("-f").arg(directory.join(format!("helm/values-{environment}.yaml")));
        let mut kustomize = Command::new(&kubectl);
        kustomize.arg("kustomize").arg(directory.join("kustomize").join(environment));
        for command in [&mut template, &mut kustomize] {
            let found = objects_of(&printed(command));
            assert_eq!(found.len(), manifest.len());
            let diff = Diff::between(&found, manifest).unwrap();
            assert!(diff.is_empty(), "{command:?}: {diff}");
        }
    }
}

#[test]
fn helm_keeps_all_that_is_no_template() {
    let Some(helm) = program("PODWRIGHT_HELM") else { return };
    let directory = Directory::new("helm");
    let pods = pods(&texts(|text| !text.contains("{{")));
    directory.write("templates/pods.yaml", &yaml(&pods));
    directory.write("Chart.yaml", "apiVersion: v2\nname: pods\nversion: 1.0.0\n");
    assert_eq!(pods_of(&printed(Command::new(helm).args(["template", "pods"]).arg(&directory.0))), pods);
}
