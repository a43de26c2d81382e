//! The scripts that `wait` writes, run by a real shell: that of busybox where it is installed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use k8s_openapi::api::core::v1;
use podwright::prelude::*;
use podwright::wait::Wait;

/// A folder of programs that stand in for those of the image, and that is gone afterwards.
struct Programs(PathBuf);

impl Programs {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("podwright-wait-{}-{test}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn with(self, program: &str, script: &str) -> Self {
        let path = self.0.join(program);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// Runs the container's command as the kubelet would, with `POD_NAMESPACE` set.
    fn run(&self, container: &v1::Container) -> Output {
        let words: Vec<String> = container.command.iter().flatten().map(|word| expanded(word)).collect();
        let [shell, rest @ ..] = words.as_slice() else { panic!("a command has a program") };
        let mut command = match busybox() {
            Some(busybox) => {
                let mut command = Command::new(busybox);
                command.arg(shell);
                command
            }
            None => Command::new(shell),
        };
        let path = format!("{}:{}", self.0.display(), std::env::var("PATH").unwrap());
        command.args(rest).env("PATH", path).env("POD_NAMESPACE", "shop").env("SEEN", self.seen());
        command.output().unwrap()
    }

    /// Where the programs note how they were called.
    fn seen(&self) -> PathBuf {
        self.0.join("seen")
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.seen()).unwrap_or_default()
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn busybox() -> Option<&'static Path> {
    ["/bin/busybox", "/usr/bin/busybox"].into_iter().map(Path::new).find(|path| runs_programs(path))
}

/// Tells whether the shell runs the programs of the path. That of a static busybox runs its own instead.
fn runs_programs(busybox: &Path) -> bool {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let programs = Programs::new(&format!("probe-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let programs = programs.with("nslookup", "echo ours");
    let found = Command::new(busybox).args(["sh", "-c", "nslookup"]).env("PATH", &programs.0).output();
    found.is_ok_and(|output| output.stdout == b"ours\n")
}

/// The kubelet's expansion where no variable is known.
fn expanded(text: &str) -> String {
    text.replace("$$", "$")
}

fn container(wait: Wait) -> v1::Container {
    wait.container().into()
}

const THIRD_TIME: &str = r#"echo "$@" >> "$SEEN"; [ "$(wc -l < "$SEEN")" -ge 3 ]"#;

#[test]
fn waits_until_the_name_of_a_service_resolves() {
    let programs = Programs::new("service").with("nslookup", THIRD_TIME).with("sleep", "");
    let output = programs.run(&container(wait::for_service(name!("wait"), name!("mydb"))));
    assert!(output.status.success());
    assert_eq!(programs.calls(), "mydb.shop.svc.cluster.local\n".repeat(3));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "waiting for service mydb\n".repeat(2));
}

#[test]
fn waits_for_a_service_of_another_namespace() {
    let programs = Programs::new("namespace").with("nslookup", THIRD_TIME).with("sleep", "");
    let wait = wait::for_service_in(name!("wait"), name!("data"), name!("mydb"));
    assert!(programs.run(&container(wait)).status.success());
    assert_eq!(programs.calls(), "mydb.data.svc.cluster.local\n".repeat(3));
}

#[test]
fn waits_in_a_cluster_of_another_domain() {
    let programs = Programs::new("domain").with("nslookup", THIRD_TIME).with("sleep", "");
    let wait =
        wait::for_service(name!("wait"), name!("mydb")).cluster_domain(dns_subdomain!("k8s.example.com"));
    assert!(programs.run(&container(wait)).status.success());
    assert_eq!(programs.calls(), "mydb.shop.svc.k8s.example.com\n".repeat(3));
}

#[test]
fn a_wait_is_changed_on_a_condition() {
    let wait = || wait::for_service(name!("wait"), name!("mydb"));
    let (slow, patience) = (true, Some(secs(60)));
    let changed = wait().when(slow, |wait| wait.interval(secs(7))).with_some(patience, Wait::timeout);
    assert_eq!(changed, wait().interval(secs(7)).timeout(secs(60)));
    assert_eq!(wait().when(!slow, |wait| wait.interval(secs(7))).with_some(None, Wait::timeout), wait());
}

#[test]
fn rests_between_two_attempts() {
    let programs =
        Programs::new("interval").with("nslookup", THIRD_TIME).with("sleep", r#"echo "$@" >> "$SEEN.sleep""#);
    let wait = wait::for_service(name!("wait"), name!("mydb")).interval(secs(7));
    assert!(programs.run(&container(wait)).status.success());
    assert_eq!(fs::read_to_string(programs.0.join("seen.sleep")).unwrap(), "7\n7\n");
}

#[test]
fn a_host_is_one_word_whatever_it_holds() {
    let hostile = "db'; touch \"$SEEN.hacked\"; echo $(touch $SEEN.hacked) $HOME";
    let programs = Programs::new("hostile").with("nc", r#"for a in "$@"; do echo "$a" >> "$SEEN"; done"#);
    let wait = wait::for_tcp(name!("wait"), hostile, port!(5432).number()).timeout(secs(5));
    assert!(programs.run(&container(wait)).status.success());
    assert_eq!(programs.calls(), format!("-w\n2\n{hostile}\n5432\n-e\ntrue\n"));
    assert!(!programs.0.join("seen.hacked").exists());
}

#[test]
fn gives_up_after_its_time_and_says_what_it_waited_for() {
    let programs = Programs::new("timeout")
        .with("nc", r#"echo "$@" >> "$SEEN"; false"#)
        .with("date", r#"echo x >> "$SEEN.date"; wc -l < "$SEEN.date""#)
        .with("sleep", "");
    let wait = wait::for_tcp(name!("wait"), "db.internal", port!(5432).number()).timeout(secs(3));
    let output = programs.run(&container(wait));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "gave up after 3 s of waiting for db.internal port 5432\n"
    );
    assert_eq!(programs.calls(), "-w 2 db.internal 5432 -e true\n".repeat(3));
}

/// With the real programs of busybox, and a port of this machine.
#[test]
fn a_port_is_open_or_not() {
    let Some(busybox) = busybox() else {
        println!("busybox is not installed: the script ran with stand-ins only");
        return;
    };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().try_into().unwrap();
    let wait = wait::for_tcp(name!("wait"), "127.0.0.1", port).interval(secs(1)).timeout(secs(1));
    let programs = Programs::new("port").with("nc", &format!("exec {} nc \"$@\"", busybox.display()));
    assert!(programs.run(&container(wait.clone())).status.success());

    drop(listener);
    assert_eq!(programs.run(&container(wait)).status.code(), Some(1));
}

#[test]
fn everything_can_be_set_on_the_container() {
    let wait =
        wait::for_service(name!("wait"), name!("mydb")).image(image!("registry.internal/busybox:1.36"));
    let container: v1::Container = wait
        .container()
        .pull_policy(PullPolicy::Never)
        .security_context(SecurityContext::restricted())
        .into();
    assert_eq!(container.image.as_deref(), Some("registry.internal/busybox:1.36"));
    assert_eq!(container.image_pull_policy.as_deref(), Some("Never"));
    assert_eq!(container.security_context.and_then(|security| security.run_as_non_root), Some(true));
}
