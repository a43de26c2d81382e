//! Kubernetes on loopback, with a client: kube-apiserver, etcd and kube-controller-manager, of the program `tests/oracle/cluster`.
//!
//! `(cd tests/cluster && cargo test)` builds the program, which takes minutes for the first time on a machine, and runs one
//! cluster for all tests. Without Go the tests say so, and test nothing; with `PODWRIGHT_CLUSTER=required` they fail then.
//! `PODWRIGHT_CLUSTER_PROGRAM=1.34:/tmp/cluster/cluster-1.34` runs a program that `tests/oracle/cluster/versions.sh` has built.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "a test fails by panicking, and what it calls is not a library"
)]

pub mod kubelet;
pub mod node;
pub mod wait;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs, process};

use k8s_openapi::api::core::v1::Namespace;
use kube::api::{Api, DynamicObject, PostParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::core::GroupVersionKind;
use kube::discovery::{self, Scope};
use kube::{Client, Config};
use podwright::manifest::{Manifest, Object, Reader};
use podwright::rules::KubeVersion;
use podwright_tests::{go, say};

/// A running cluster. It ends with the value, or with this process, however that ends.
#[derive(Debug)]
pub struct Cluster {
    process: Child,
    kubeconfig: PathBuf,
    version: KubeVersion,
    patch: String,
}

impl Cluster {
    /// Returns the cluster that all tests of a program share. The first call starts it. `directory` is `CARGO_TARGET_TMPDIR`.
    ///
    /// Without the program in Go, the result is `None`, and a message says what is `left_out`.
    pub fn shared(directory: &str, left_out: &str) -> Option<&'static Self> {
        static SHARED: OnceLock<Result<Cluster, String>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| Self::start(Path::new(directory), Parts::All));
        shared.as_ref().map_err(|reason| leave_out(reason, left_out)).ok()
    }

    /// Builds the program, starts it, and waits until the servers are ready.
    ///
    /// # Errors
    ///
    /// There is no Go, or the program does not compile.
    pub fn start(temporary: &Path, parts: Parts) -> Result<Self, String> {
        let (program, version) = go::cluster(temporary.to_str().unwrap())?;
        fs::create_dir_all(temporary).unwrap();
        let name = parts.command();
        let directory = temporary.join(format!("{name}-{}", process::id()));
        let log = temporary.join(format!("{name}.log"));
        let mut command = Command::new(program);
        command
            .arg(name)
            .arg(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let served: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            panic!("the cluster does not start, see {}/cluster.log", temporary.display())
        });
        let patch = served["version"].as_str().unwrap().to_owned();
        assert!(patch.starts_with(&format!("v{version}.")), "{patch} is not {version}");
        say(&format!("Kubernetes {patch} runs"));
        Ok(Self { process, kubeconfig: served["kubeconfig"].as_str().unwrap().into(), version, patch })
    }

    /// Returns the version of the servers: the validation of `build_for`.
    pub fn version(&self) -> KubeVersion {
        self.version
    }

    /// Returns the version of the servers with its patch: `v1.36.2`.
    pub fn patch(&self) -> &str {
        &self.patch
    }

    /// Returns the file that clients read.
    pub fn kubeconfig(&self) -> &Path {
        &self.kubeconfig
    }

    /// Creates a client in the current runtime, with a namespace as its default.
    pub async fn client(&self, namespace: &str) -> Client {
        let file = Kubeconfig::read_from(&self.kubeconfig).unwrap();
        let mut config = Config::from_custom_kubeconfig(file, &KubeConfigOptions::default()).await.unwrap();
        namespace.clone_into(&mut config.default_namespace);
        Client::try_from(config).unwrap()
    }

    /// Creates a namespace, and a client of it. Its service account is there when this returns.
    pub async fn namespace(&self, name: &str) -> Client {
        let client = self.client(name).await;
        let namespaces: Api<Namespace> = Api::all(client.clone());
        let namespace = serde_json::from_value(serde_json::json!({ "metadata": { "name": name } })).unwrap();
        namespaces.create(&PostParams::default(), &namespace).await.unwrap();
        let accounts: Api<k8s_openapi::api::core::v1::ServiceAccount> =
            Api::default_namespaced(client.clone());
        wait::until("a service account", async || accounts.get_opt("default").await.unwrap()).await;
        client
    }
}

/// What runs.
#[derive(Clone, Copy, Debug)]
pub enum Parts {
    /// API server and controllers.
    All,
    /// The API server alone: what is stored stays as it is.
    Server,
}

impl Parts {
    fn command(self) -> &'static str {
        match self {
            Self::All => "serve",
            Self::Server => "store",
        }
    }
}

/// Says why there is no cluster, and what is therefore left out.
pub fn leave_out(reason: &str, left_out: &str) {
    assert!(env::var_os("PODWRIGHT_CLUSTER").is_none(), "{reason}");
    say(&format!("{reason}\nthere is no cluster: {left_out}"));
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It ends when its input does.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Returns the kind of an object: in its namespace, in the default one of the client, or in the cluster.
pub async fn api_of(client: &Client, object: &Object) -> Api<DynamicObject> {
    let (group, version) = object.api_version().rsplit_once('/').unwrap_or(("", object.api_version()));
    let kind = GroupVersionKind::gvk(group, version, object.kind());
    let (resource, capabilities) = discovery::pinned_kind(client, &kind).await.unwrap();
    if capabilities.scope == Scope::Cluster {
        return Api::all_with(client.clone(), &resource);
    }
    match object.namespace() {
        Some(namespace) => Api::namespaced_with(client.clone(), namespace, &resource),
        None => Api::default_namespaced_with(client.clone(), &resource),
    }
}

/// Reads the objects of a manifest.
pub fn manifest(text: &str) -> Manifest {
    Manifest::of(Reader::new(text.as_bytes()).map(|document| document.unwrap().unvalidated().unwrap()))
        .unwrap()
}
