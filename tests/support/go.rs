//! Programs in Go that answer with the code of Kubernetes: a line of JSON for each line of JSON.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::time::SystemTime;
use std::{env, fs, io, thread};

use podwright::rules::KubeVersion;
use serde::Serialize;
use serde_json::Value;

use crate::{number, root, say};

/// A program whose sources are in the repository.
#[derive(Clone, Debug)]
pub struct Program {
    module: PathBuf,
    package: &'static str,
    executable: PathBuf,
    arguments: &'static [&'static str],
}

impl Program {
    /// Names a package of a module below `tests`. `directory` is where the executable goes: `CARGO_TARGET_TMPDIR`.
    pub fn new(module: &str, package: &'static str, directory: &str) -> Self {
        let name = if package == "." { module } else { package.trim_start_matches("./") };
        Self {
            module: root().join("tests").join(module),
            package,
            executable: Path::new(directory).join(name),
            arguments: &[],
        }
    }

    /// Sets the arguments that the program is started with.
    #[must_use]
    pub fn with(self, arguments: &'static [&'static str]) -> Self {
        Self { arguments, ..self }
    }

    /// Returns the directory of the module.
    pub fn module(&self) -> &Path {
        &self.module
    }

    /// Returns the path of the executable.
    pub fn executable(&self) -> &Path {
        &self.executable
    }

    /// Builds the program. This takes minutes for the first time on a machine, and seconds later.
    ///
    /// # Errors
    ///
    /// There is no Go, or the program does not compile.
    pub fn build(&self) -> Result<(), String> {
        static BUILDING: Mutex<()> = Mutex::new(());
        // Tests that run at the same time build it one after the other.
        let _building = BUILDING.lock();
        let mut build = Command::new("go");
        build.args(["build", "-o"]).arg(&self.executable).arg(self.package).current_dir(&self.module);
        let build = build.output().map_err(|error| format!("there is no Go: {error}"))?;
        if build.status.success() {
            Ok(())
        } else {
            let message = String::from_utf8_lossy(&build.stderr);
            Err(format!("the Go program of {} is not built: {message}", self.module.display()))
        }
    }

    /// Tells whether the program was built before, and no source is newer.
    pub fn is_built(&self) -> bool {
        let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        let youngest = |directory: &Path| -> io::Result<Option<SystemTime>> {
            let mut youngest = None;
            for entry in fs::read_dir(directory)? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "go" || extension == "mod") {
                    youngest = youngest.max(Some(written(&path)?));
                }
            }
            Ok(youngest)
        };
        let sources = self.module.join(self.package);
        match (written(&self.executable), youngest(&self.module), youngest(&sources)) {
            (Ok(built), Ok(module), Ok(package)) => Some(built) > module.max(package),
            _ => false,
        }
    }

    /// Starts the program, and returns how many objects to compare: the number in the variable if it is set.
    ///
    /// Without the variable it is the default number if the program was built before. If it was not, the result is `None`, and
    /// a message says what serves `instead`.
    pub fn live(&self, variable: &str, default: usize, instead: &str) -> Option<(Process, usize)> {
        let asked_for = number(variable);
        if asked_for.is_some() {
            self.build().unwrap_or_else(|reason| panic!("{reason}"));
        } else if !self.is_built() {
            say(&format!(
                "no live comparison, the Go program of {} is not built: {instead}",
                self.module.strip_prefix(root()).unwrap_or(&self.module).display()
            ));
            return None;
        }
        let process = Process::of(Command::new(&self.executable).args(self.arguments));
        Some((process, asked_for.unwrap_or(default)))
    }
}

/// Returns the program that runs Kubernetes, and the version of Kubernetes: the one that `PODWRIGHT_CLUSTER_PROGRAM` names, or that
/// of `tests/oracle/cluster`, which is built.
///
/// # Errors
///
/// There is no Go, or the program does not compile.
pub fn cluster(directory: &str) -> Result<(PathBuf, KubeVersion), String> {
    if let Ok(program) = env::var("PODWRIGHT_CLUSTER_PROGRAM") {
        let (version, path) = program.split_once(':').expect("VERSION:PATH");
        return Ok((path.into(), version.parse().unwrap()));
    }
    let program = Program::new("oracle", "./cluster", directory);
    program.build()?;
    Ok((program.executable, KubeVersion::V1_36))
}

/// A running program.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts an executable.
    pub fn start(executable: &Path) -> Self {
        Self::of(&mut Command::new(executable))
    }

    /// Starts a command.
    pub fn of(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }

    /// Returns the answer to each question.
    pub fn ask<Q: Serialize + Sync>(&mut self, questions: &[Q]) -> Vec<Value> {
        let Self { input, output, .. } = self;
        let input = input.as_mut().unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = BufWriter::new(input);
                for question in questions {
                    serde_json::to_writer(&mut input, question).unwrap();
                    input.write_all(b"\n").unwrap();
                }
                input.flush().unwrap();
            });
            let mut line = String::new();
            let mut next = || {
                line.clear();
                let read = output.read_line(&mut line).unwrap();
                assert!(read > 0, "the program has ended");
                serde_json::from_str(&line).unwrap()
            };
            questions.iter().map(|_| next()).collect()
        })
    }

    /// Ends the program. It must have nothing more to answer, and end well.
    pub fn end(mut self) {
        drop(self.input.take());
        let mut rest = String::new();
        assert_eq!(self.output.read_line(&mut rest).unwrap(), 0, "{rest}");
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
