use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex};

use k8s_openapi::api::core::v1;
use podwright::rules::pod_security::PolicyVersion;
use podwright_tests::go::{Process, Program};
use serde_json::{Value, json};

use super::answer;

/// What is evaluated.
pub(crate) enum Question {
    Pod(Box<v1::Pod>),
    Template(Box<v1::PodTemplateSpec>),
}

impl Question {
    /// Reads an object that was recorded.
    pub(crate) fn of_object(object: &Value) -> Self {
        if object["kind"] == "PodTemplate" {
            Self::Template(serde_json::from_value(object["template"].clone()).unwrap())
        } else {
            Self::Pod(serde_json::from_value(object.clone()).unwrap())
        }
    }

    /// The object as Kubernetes reads it.
    pub(crate) fn object(&self) -> Value {
        match self {
            Self::Pod(pod) => serde_json::to_value(pod).unwrap(),
            Self::Template(template) => {
                json!({"apiVersion": "v1", "kind": "PodTemplate", "template": template})
            }
        }
    }

    pub(crate) fn answer(&self, version: PolicyVersion) -> Value {
        match self {
            Self::Pod(pod) => answer(&**pod, version),
            Self::Template(template) => answer(&**template, version),
        }
    }
}

/// The program of `tests/pod_security`, which evaluates with the code of Kubernetes.
static PROGRAM: LazyLock<Program> =
    LazyLock::new(|| Program::new("pod_security", ".", env!("CARGO_TARGET_TMPDIR")));

/// The program, running.
pub(crate) struct Kubernetes(Process);

impl Kubernetes {
    /// Starts the program, and returns how many pods to compare.
    ///
    /// Tests that run at the same time build it one after the other.
    pub(crate) fn live(variable: &str, default: usize) -> Option<(Self, usize)> {
        static BUILD: Mutex<()> = Mutex::new(());
        let _building = BUILD.lock();
        let instead = "recorded verdicts serve, see tests/rules/pod_security.rs";
        let (process, count) = PROGRAM.live(variable, default, instead)?;
        Some((Self(process), count))
    }

    /// The checks that the plugin has.
    pub(crate) fn checks() -> Vec<Value> {
        let output = Command::new(PROGRAM.executable()).arg("-checks").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Where the fixtures are that the plugin has for its own tests.
    pub(crate) fn fixtures() -> PathBuf {
        let module = Command::new("go")
            .args(["list", "-m", "-f", "{{.Dir}}", "k8s.io/pod-security-admission"])
            .current_dir(PROGRAM.module())
            .output()
            .unwrap();
        Path::new(String::from_utf8(module.stdout).unwrap().trim()).join("test/testdata")
    }

    /// What it says of each object, in each version.
    pub(crate) fn ask(&mut self, questions: &[(Question, Vec<PolicyVersion>)]) -> Vec<Value> {
        let question = |(question, versions): &(Question, Vec<PolicyVersion>)| {
            let versions: Vec<_> = versions.iter().map(ToString::to_string).collect();
            json!({"object": question.object(), "versions": versions})
        };
        self.0.ask(&questions.iter().map(question).collect::<Vec<_>>())
    }
}
