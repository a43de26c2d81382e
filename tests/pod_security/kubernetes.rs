use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::LazyLock;
use std::time::SystemTime;
use std::{fs, thread};

use k8s_openapi::api::core::v1;
use podwright::rules::pod_security::PolicyVersion;
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

/// Kubernetes writes all the digits of `1e1000000` down, and takes minutes for it.
pub(crate) fn is_left_out(pod: &v1::Pod) -> bool {
    serde_json::to_vec(pod).unwrap().windows(7).any(|part| {
        let digits = part[2..].iter().filter(|byte| byte.is_ascii_digit()).count();
        part[0].is_ascii_digit() && matches!(part[1], b'e' | b'E') && digits >= 4
    })
}

/// The program of this directory, that evaluates with the code of Kubernetes.
pub(crate) struct Kubernetes {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Kubernetes {
    /// Builds the program once, which takes minutes when it was never built on this machine, and seconds later.
    pub(crate) fn build() -> Result<Self, String> {
        static BUILT: LazyLock<Result<(), String>> = LazyLock::new(|| {
            let mut command = Command::new("go");
            let command = command.args(["build", "-o"]).arg(program()).arg(".").current_dir(sources());
            let build = command.output().map_err(|error| format!("there is no Go: {error}"))?;
            if build.status.success() {
                Ok(())
            } else {
                Err(format!("the Go program is not built: {}", String::from_utf8_lossy(&build.stderr)))
            }
        });
        BUILT.clone().map(|()| Self::start())
    }

    /// The program as it was built before, unless its source is younger.
    pub(crate) fn built_before() -> Result<Self, String> {
        let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        let youngest = ["main.go", "go.mod"]
            .map(|file| written(&sources().join(file)).unwrap_or_else(|_| SystemTime::now()))
            .into_iter()
            .max();
        match written(&program()) {
            Ok(built) if Some(built) > youngest => Ok(Self::start()),
            _ => Err("the Go program of tests/pod_security is not built".to_owned()),
        }
    }

    fn start() -> Self {
        let mut process =
            Command::new(program()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, input, output }
    }

    /// The checks that the plugin has.
    pub(crate) fn checks() -> Vec<Value> {
        let output = Command::new(program()).arg("-checks").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Where the fixtures are that the plugin has for its own tests.
    pub(crate) fn fixtures() -> PathBuf {
        let module = Command::new("go")
            .args(["list", "-m", "-f", "{{.Dir}}", "k8s.io/pod-security-admission"])
            .current_dir(sources())
            .output()
            .unwrap();
        Path::new(String::from_utf8(module.stdout).unwrap().trim()).join("test/testdata")
    }

    /// What it says of each object, in each version.
    pub(crate) fn ask(&mut self, questions: &[(Question, Vec<PolicyVersion>)]) -> Vec<Value> {
        let input = self.input.as_mut().unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = BufWriter::new(input);
                for (question, versions) in questions {
                    let versions: Vec<_> = versions.iter().map(ToString::to_string).collect();
                    writeln!(input, "{}", json!({"object": question.object(), "versions": versions}))
                        .unwrap();
                }
                input.flush().unwrap();
            });
            let mut line = String::new();
            let mut next = || {
                line.clear();
                self.output.read_line(&mut line).unwrap();
                serde_json::from_str(&line).unwrap()
            };
            questions.iter().map(|_| next()).collect()
        })
    }
}

impl Drop for Kubernetes {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pod_security")
}

fn program() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("pod_security")
}
