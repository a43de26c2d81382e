//! A kubelet with containerd and runc, in namespaces of its own.
//!
//! The test that wants a node starts itself again in new namespaces for the network, mounts and processes: see [`enter`]. So the
//! node has its own addresses, and leaves neither mounts nor processes behind. Only the control groups `kubepods` are the
//! machine's, and are removed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use podwright_tests::go::{self, Program};
use podwright_tests::say;

use crate::Cluster;

/// The address of the node, on the bridge that its pods have.
const ADDRESS: &str = "10.88.0.1";

/// Where everything of the node is, on a file system of its own. Paths of sockets are short.
const DIRECTORY: &str = "/run/node";

/// The file of names that the node's DNS server answers with: an address and its name a line.
const NAMES: &str = "/run/node/names";

/// Where Debian's package has the plugins of the network.
const PLUGINS: &str = "/usr/lib/cni";

/// The programs of a node, and the packages of Debian that have them.
const PROGRAMS: [(&str, &str); 7] = [
    ("/usr/bin/containerd", "containerd"),
    ("/usr/sbin/runc", "runc"),
    ("/usr/lib/cni/bridge", "containernetworking-plugins"),
    ("/bin/busybox", "busybox-static"),
    ("/usr/bin/unshare", "util-linux"),
    ("/usr/sbin/iptables", "iptables"),
    ("/sbin/ip", "iproute2"),
];

/// The variable that tells a test that it is inside.
const INSIDE: &str = "PODWRIGHT_NODE_INSIDE";

/// Tells whether this process is the one in the new namespaces.
pub fn is_inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// Runs a test of this program again, in new namespaces. What it needs in Go is built before, because there is no network then.
///
/// # Errors
///
/// This machine cannot have a node, with the reason.
pub fn enter(test: &str, temporary: &Path) -> Result<(), String> {
    for (program, package) in PROGRAMS {
        if !Path::new(program).exists() {
            return Err(format!("{program} is missing, which Debian's package {package} has"));
        }
    }
    let unshare = |command: &Path, arguments: &[&str]| {
        let mut unshare = Command::new("unshare");
        unshare.args(["--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"]);
        unshare.arg(command).args(arguments).env(INSIDE, "1");
        unshare
    };
    let allowed = unshare(Path::new("ip"), &["link", "add", "try", "type", "bridge"]).output().unwrap();
    if !allowed.status.success() {
        let reason = String::from_utf8_lossy(&allowed.stderr);
        return Err(format!("no namespaces for a node, which only root may make: {}", reason.trim()));
    }
    go::cluster(temporary.to_str().unwrap())?;
    kubelet(temporary).build()?;
    let own = env::current_exe().unwrap();
    let reason = reason(temporary);
    let _ = fs::remove_file(&reason);
    let status = unshare(&own, &["--exact", test, "--nocapture"]).status().unwrap();
    remove_control_groups();
    if let Ok(reason) = fs::read_to_string(reason) {
        return Err(reason);
    }
    assert!(status.success(), "{test} fails on the node");
    Ok(())
}

/// The file with the reason why this machine cannot have a node.
fn reason(temporary: &Path) -> PathBuf {
    temporary.join("node-reason")
}

/// Tells the process outside that this machine cannot have a node.
pub fn give_up(temporary: &Path, why: &str) {
    fs::write(reason(temporary), why).unwrap();
}

fn remove_control_groups() {
    let find = "find /sys/fs/cgroup -depth -type d -path '*/kubepods*' -exec rmdir {} + 2> /dev/null";
    let _ = Command::new("sh").args(["-c", find]).status();
}

/// A running node of a cluster, with DNS for its pods.
#[derive(Debug)]
pub struct Node {
    processes: Vec<Child>,
}

impl Node {
    /// The name of the node.
    pub const NAME: &str = "node";

    /// Prepares the namespaces. The cluster is started after this.
    ///
    /// # Errors
    ///
    /// The machine does not allow it.
    pub fn prepare() -> Result<(), String> {
        // Nothing of this reaches the machine: mounts are private here.
        run("mount", &["--make-rprivate", "/"])?;
        fs::create_dir_all("/var/lib/cni").unwrap();
        for directory in ["/run", "/var/lib/cni", "/var/log"] {
            run("mount", &["-t", "tmpfs", "tmpfs", directory])?;
        }
        fs::create_dir_all(DIRECTORY).unwrap();
        run("ip", &["link", "set", "lo", "up"])?;
        run("ip", &["link", "add", "pods", "type", "bridge"])?;
        run("ip", &["addr", "add", &format!("{ADDRESS}/24"), "dev", "pods"])?;
        run("ip", &["link", "set", "pods", "up"])
    }

    /// Starts containerd, the kubelet and DNS.
    ///
    /// # Errors
    ///
    /// The machine does not allow containers.
    pub fn start(cluster: &Cluster, temporary: &Path) -> Result<Self, String> {
        let kubelet = kubelet(temporary);
        let log = |name: &str| File::create(temporary.join(format!("node-{name}.log"))).unwrap();
        fs::write(NAMES, "").unwrap();
        fs::create_dir_all(format!("{DIRECTORY}/cni")).unwrap();
        fs::write(format!("{DIRECTORY}/cni/10-pods.conflist"), network()).unwrap();
        fs::write(format!("{DIRECTORY}/containerd.toml"), containerd()).unwrap();
        fs::write(format!("{DIRECTORY}/kubelet.yaml"), configuration()).unwrap();

        let mut containerd = Command::new("containerd");
        containerd.args(["--config", &format!("{DIRECTORY}/containerd.toml")]).stderr(log("containerd"));
        let mut node = Self { processes: vec![containerd.spawn().unwrap()] };
        until("containerd", || ctr(&["version"]))?;
        import("docker.io/library/busybox:1.28", &["sh"])?;
        import("podwright.test/pause:1", &["sleep", "2147483647"])?;

        let mut dns = Command::new(kubelet.executable());
        dns.args(["dns", &format!("{ADDRESS}:53"), NAMES]).stderr(log("dns"));
        node.processes.push(dns.spawn().unwrap());
        let mut command = Command::new(kubelet.executable());
        command
            .args(["kubelet", "--v=2", "--hostname-override", Self::NAME, "--node-ip", ADDRESS])
            .args(["--config", &format!("{DIRECTORY}/kubelet.yaml"), "--kubeconfig"])
            .arg(cluster.kubeconfig())
            .args([format!("--root-dir={DIRECTORY}/kubelet"), format!("--cert-dir={DIRECTORY}/certificates")])
            .stderr(log("kubelet"));
        node.processes.push(command.spawn().unwrap());
        Ok(node)
    }

    /// Lets a name resolve to the address of the node.
    pub fn add_name(&self, name: &str) {
        let names = fs::read_to_string(NAMES).unwrap();
        // A query may read the file at any time.
        let new = format!("{NAMES}.new");
        fs::write(&new, format!("{names}{ADDRESS} {name}\n")).unwrap();
        fs::rename(new, NAMES).unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        for process in self.processes.iter_mut().rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Names the program in Go.
fn kubelet(temporary: &Path) -> Program {
    Program::new("oracle", "./kubelet", temporary.to_str().unwrap())
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).output().unwrap();
    let reason = String::from_utf8_lossy(&output.stderr);
    output.status.success().then_some(()).ok_or_else(|| format!("{program} {arguments:?}: {reason}"))
}

fn ctr(arguments: &[&str]) -> bool {
    let mut ctr = Command::new("ctr");
    ctr.args(["--address", &format!("{DIRECTORY}/containerd.sock"), "--namespace", "k8s.io"]).args(arguments);
    ctr.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

fn until(what: &str, mut is_there: impl FnMut() -> bool) -> Result<(), String> {
    let start = Instant::now();
    while !is_there() {
        if start.elapsed() > Duration::from_secs(60) {
            return Err(format!("{what} does not start"));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Makes an image of busybox, with a command, and imports it.
fn import(image: &str, command: &[&str]) -> Result<(), String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("image.sh");
    let archive = format!("{DIRECTORY}/image.tar");
    let command = serde_json::to_string(command).unwrap();
    run("sh", &[script.to_str().unwrap(), &archive, image, &command])?;
    ctr(&["images", "import", &archive]).then_some(()).ok_or_else(|| format!("{image} is not imported"))
}

fn containerd() -> String {
    // Containers get scores of the kernel's memory killer that only some of root's rights allow.
    format!(
        r#"version = 2
root = "{DIRECTORY}/containerd/root"
state = "{DIRECTORY}/containerd/state"

[grpc]
address = "{DIRECTORY}/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
restrict_oom_score_adj = true
sandbox_image = "podwright.test/pause:1"

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "{PLUGINS}"
conf_dir = "{DIRECTORY}/cni"
"#
    )
}

fn network() -> String {
    serde_json::json!({
        "cniVersion": "0.4.0",
        "name": "pods",
        "plugins": [{
            "type": "bridge",
            "bridge": "pods",
            "isDefaultGateway": true,
            "ipam": {
                "type": "host-local",
                "ranges": [[{ "subnet": "10.88.0.0/24" }]],
                "dataDir": format!("{DIRECTORY}/addresses"),
            },
        }],
    })
    .to_string()
}

fn configuration() -> String {
    // Nothing is ever evicted for the disk of this machine.
    let none = serde_json::json!({
        "imagefs.available": "0%", "imagefs.inodesFree": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%",
    });
    serde_json::json!({
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "address": ADDRESS,
        "authentication": { "anonymous": { "enabled": true }, "webhook": { "enabled": false } },
        "authorization": { "mode": "AlwaysAllow" },
        "cgroupDriver": "cgroupfs",
        "clusterDNS": [ADDRESS],
        "clusterDomain": "cluster.local",
        "containerRuntimeEndpoint": format!("unix://{DIRECTORY}/containerd.sock"),
        "evictionHard": none,
        "failCgroupV1": false,
        "failSwapOn": false,
        "imageGCHighThresholdPercent": 100,
        "podLogsDir": format!("{DIRECTORY}/logs"),
    })
    .to_string()
}

/// Says what a machine without a node leaves out.
pub fn leave_out(reason: &str) {
    say(&format!("{reason}\nthere is no kubelet: no pod runs"));
}
