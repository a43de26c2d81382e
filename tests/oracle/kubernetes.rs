use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::SystemTime;
use std::{fs, thread};

use k8s_openapi::api::core::v1;

use super::verdict::Verdict;

/// The Go program of this directory, which validates with the code of Kubernetes.
pub(crate) struct Kubernetes {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Kubernetes {
    /// Builds the program. This takes minutes for the first time on a machine, and seconds later.
    pub(crate) fn build() -> Result<Self, String> {
        let build = Command::new("go")
            .args(["build", "-o"])
            .arg(program())
            .arg(".")
            .current_dir(sources())
            .output()
            .map_err(|error| format!("there is no Go: {error}"))?;
        if !build.status.success() {
            return Err(format!("the Go program is not built: {}", String::from_utf8_lossy(&build.stderr)));
        }
        Ok(Self::start())
    }

    /// Starts the program that was built before. It is an error if the source is newer.
    pub(crate) fn built_before() -> Result<Self, String> {
        let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        let youngest = ["main.go", "admission.go", "go.mod"]
            .map(|file| written(&sources().join(file)).unwrap_or_else(|_| SystemTime::now()))
            .into_iter()
            .max();
        match written(&program()) {
            Ok(built) if Some(built) > youngest => Ok(Self::start()),
            _ => Err("the Go program is not built".to_owned()),
        }
    }

    fn start() -> Self {
        let mut process =
            Command::new(program()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, input, output }
    }

    /// Returns the verdict on each pod.
    pub(crate) fn validate(&mut self, pods: &[&v1::Pod]) -> Vec<Verdict> {
        let input = self.input.as_mut().unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = BufWriter::new(input);
                for pod in pods {
                    serde_json::to_writer(&mut input, pod).unwrap();
                    input.write_all(b"\n").unwrap();
                }
                input.flush().unwrap();
            });
            let mut line = String::new();
            let mut next = || {
                line.clear();
                self.output.read_line(&mut line).unwrap();
                Verdict(serde_json::from_str(&line).unwrap())
            };
            pods.iter().map(|_| next()).collect()
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
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}

fn program() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle")
}
