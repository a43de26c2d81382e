//! Pods run on a kubelet as their authors mean: who waits for whom, and in which order containers start and stop.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use k8s_openapi::api::core::v1::{ContainerStatus, PodStatus};
use kube::ResourceExt;
use kube::api::{Api, DeleteParams, LogParams, PostParams};
use podwright::facts::{self, Event, Step, Timeline};
use podwright::prelude::*;
use podwright_cluster::node::{self, Node};
use podwright_cluster::wait::until;
use podwright_cluster::{Cluster, Parts};
use podwright_tests::{say, text_of};
use serde_json::{Value, json};
use tokio::time::sleep;

/// Where the containers of a pod write what they do, a line each: a directory of the node.
const TRACE: HostPath = HostPath::literal("/run/node/trace");

shared_volume! {
    /// Where the main container writes and a sidecar reads.
    Logs = "logs", EmptyDir::new()
}

shared_volume! {
    /// The trace.
    Trace = "trace", HostPathSource::new(TRACE)
}

#[test]
fn pods_run_on_a_kubelet() {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    if std::env::var_os("PODWRIGHT_CLUSTER_PROGRAM").is_some() {
        return node::leave_out("the kubelet is that of tests/oracle, which may be newer than the server");
    }
    if !node::is_inside() {
        if let Err(reason) = node::enter("node::pods_run_on_a_kubelet", temporary) {
            node::leave_out(&reason);
        }
        return;
    }
    if let Err(reason) = Node::prepare() {
        return node::give_up(temporary, &reason);
    }
    let cluster = Cluster::start(temporary, Parts::All).unwrap();
    let node = match Node::start(&cluster, temporary) {
        Ok(node) => node,
        Err(reason) => return node::give_up(temporary, &reason),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = cluster.client("default").await;
        let pods: Api<v1::Pod> = Api::default_namespaced(client);
        if let Err(reason) = a_pod_runs_at_all(&pods).await {
            return node::give_up(temporary, &reason);
        }
        the_main_container_waits_for_two_services(&pods, &node).await;
        containers_start_and_stop_in_the_order_of_the_timeline(&pods).await;
        sidecars_end_with_a_pod_that_has_run_to_its_end(&pods).await;
    });
}

/// Creates a pod, and gives it to the node as a scheduler does.
async fn run(pods: &Api<v1::Pod>, pod: &v1::Pod) {
    pods.create(&PostParams::default(), pod).await.unwrap();
    let name = pod.name_any();
    let binding = json!({
        "apiVersion": "v1",
        "kind": "Binding",
        "metadata": { "name": name },
        "target": { "apiVersion": "v1", "kind": "Node", "name": Node::NAME },
    });
    let bound: Value =
        pods.create_subresource("binding", &name, &PostParams::default(), &binding).await.unwrap();
    assert_eq!(bound["status"], "Success", "{bound}");
}

async fn status(pods: &Api<v1::Pod>, name: &str) -> PodStatus {
    pods.get(name).await.unwrap().status.unwrap()
}

/// Returns the status of a container, of whatever kind.
fn container<'s>(status: &'s PodStatus, name: &str) -> Option<&'s ContainerStatus> {
    let init = status.init_container_statuses.iter().flatten();
    init.chain(status.container_statuses.iter().flatten()).find(|container| container.name == name)
}

async fn is_running(pods: &Api<v1::Pod>, pod: &str, name: &str) -> bool {
    let status = status(pods, pod).await;
    container(&status, name)
        .is_some_and(|found| found.state.as_ref().is_some_and(|state| state.running.is_some()))
}

async fn has_succeeded(pods: &Api<v1::Pod>, pod: &str, name: &str) -> bool {
    let status = status(pods, pod).await;
    let ended = container(&status, name).and_then(|found| found.state.as_ref()?.terminated.as_ref());
    ended.is_some_and(|ended| ended.exit_code == 0)
}

/// Runs a command in a running container.
fn execute(container: &ContainerStatus, command: &[&str]) -> String {
    let id = container.container_id.as_ref().unwrap().strip_prefix("containerd://").unwrap();
    let mut ctr = Command::new("ctr");
    ctr.args(["--address", "/run/node/containerd.sock", "--namespace", "k8s.io"]);
    let output = ctr.args(["tasks", "exec", "--exec-id", "test", id]).args(command).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a pod that ends soon, after some tries if need be. A machine whose kubelet cannot do that has no node.
async fn a_pod_runs_at_all(pods: &Api<v1::Pod>) -> Result<(), String> {
    let main = Container::new(name!("main"), image!("busybox:1.28")).pull_policy(PullPolicy::Never);
    let pod = Pod::builder(name!("try"))
        .restart(RestartPolicy::OnFailure)
        .main(main.command(["sleep", "1"]))
        .build();
    run(pods, &pod.unwrap()).await;
    for _ in 0..120 {
        if has_succeeded(pods, "try", "main").await {
            return Ok(());
        }
        sleep(Duration::from_millis(500)).await;
    }
    let status = serde_json::to_string(&status(pods, "try").await).unwrap();
    Err(format!("a pod does not run on this machine's kubelet: {status}"))
}

async fn the_main_container_waits_for_two_services(pods: &Api<v1::Pod>, node: &Node) {
    let pod = podwright::from_yaml::<v1::Pod>(&text_of("examples/myapp_pod.yaml")).unwrap();
    let name = pod.name_any();
    run(pods, &pod).await;

    until("first waiting container", async || is_running(pods, &name, "init-myservice").await.then_some(()))
        .await;
    // It waits as long as there is no service.
    sleep(Duration::from_secs(5)).await;
    assert!(is_running(pods, &name, "init-myservice").await);
    assert!(!is_running(pods, &name, "init-mydb").await);

    node.add_name("myservice.default.svc.cluster.local");
    until("end of the first", async || has_succeeded(pods, &name, "init-myservice").await.then_some(()))
        .await;
    until("second waiting container", async || is_running(pods, &name, "init-mydb").await.then_some(()))
        .await;
    sleep(Duration::from_secs(5)).await;
    assert!(is_running(pods, &name, "init-mydb").await);
    assert!(!is_running(pods, &name, "myapp-container").await);

    node.add_name("mydb.default.svc.cluster.local");
    until("main container", async || is_running(pods, &name, "myapp-container").await.then_some(())).await;
    assert!(has_succeeded(pods, &name, "init-mydb").await);
    let waited =
        pods.logs(&name, &LogParams { container: Some("init-mydb".into()), ..LogParams::default() }).await;
    assert!(waited.unwrap().contains("waiting for service mydb"));
    let log = until("line of the main container", async || {
        let log = pods.logs(&name, &LogParams::default()).await.unwrap();
        (!log.is_empty()).then_some(log)
    })
    .await;
    assert_eq!(log, "The app is running\n");
    let status = status(pods, &name).await;
    let main = container(&status, "myapp-container").unwrap();
    assert_eq!(execute(main, &["sh", "-c", "echo $FIRSTNAME"]), "Piyush\n");
    pods.delete(&name, &DeleteParams::default().grace_period(0)).await.unwrap();
    say("the pod of examples/myapp_pod.yaml waits for both services, and its main container knows Piyush");
}

/// The image of the node.
const BUSYBOX: Image = Image::literal("busybox:1.28");

/// Returns a shell that writes that it starts, does what `after` says, runs until it is told to stop, and writes that too.
fn until_stopped(name: &str, after: &str, last: &str) -> [String; 3] {
    let trap = format!("trap '{last} echo {name} stop >> /trace/log; exit 0' TERM");
    let script = format!("echo {name} start >> /trace/log; {trap}; {after} while :; do sleep 0.1; done");
    ["sh".to_owned(), "-c".to_owned(), script]
}

fn hook(name: &str) -> Hook<impl Sized> {
    Hook::exec(["sh", "-c", &format!("echo {name} prestop >> /trace/log; sleep 1")])
}

fn traced_pod() -> Valid<v1::Pod> {
    let migrate = InitContainer::new(name!("migrate"), BUSYBOX).mount(Trace.at(path!("/trace"))).command([
        "sh",
        "-c",
        "echo migrate run >> /trace/log; sleep 1; echo migrate end >> /trace/log",
    ]);
    let proxy = Sidecar::new(name!("proxy"), BUSYBOX)
        .mount(Trace.at(path!("/trace")))
        .command(until_stopped("proxy", "sleep 2; touch /ready; echo proxy ready >> /trace/log;", ""))
        .startup(Probe::exec(["test", "-e", "/ready"]).period(secs(1)).failure_threshold(30))
        .pre_stop(hook("proxy"));
    let check = InitContainer::new(name!("check"), BUSYBOX).mount(Trace.at(path!("/trace"))).command([
        "sh",
        "-c",
        "echo check run >> /trace/log; echo check end >> /trace/log",
    ]);
    let shipper = Sidecar::new(name!("shipper"), BUSYBOX)
        .mount(Trace.at(path!("/trace")))
        .share(Logs.at(path!("/logs")).read_only())
        .command(until_stopped("shipper", "", "echo shipper has $(cat /logs/app) >> /trace/log;"));
    let web = Container::new(name!("web"), BUSYBOX)
        .mount(Trace.at(path!("/trace")))
        .share(Logs.at(path!("/var/log")))
        .command(until_stopped("web", "", "echo last words > /var/log/app;"))
        .pre_stop(hook("web"));
    let helper = Container::new(name!("helper"), BUSYBOX)
        .mount(Trace.at(path!("/trace")))
        .command(until_stopped("helper", "", ""));
    Pod::builder(name!("traced"))
        .init(migrate)
        .sidecar(proxy)
        .init(check)
        .sidecar(shipper)
        .main(web)
        .container(helper)
        .build()
        .unwrap()
}

/// Returns the line that a container writes in a step.
fn line(step: &Step<'_>) -> String {
    let event = match step.event {
        Event::Run => "run",
        Event::Start { .. } => "start",
        Event::PreStop(_) => "prestop",
        Event::Stop => "stop",
        _ => panic!("{step} is not traced"),
    };
    format!("{} {event}", step.container)
}

fn read_trace() -> Vec<String> {
    let trace = fs::read_to_string(Path::new(TRACE.as_str()).join("log")).unwrap();
    trace.lines().map(ToOwned::to_owned).collect()
}

/// Asserts that each step has happened once, and after all steps of earlier moments.
fn assert_order(timeline: &Timeline<'_>, trace: &[String]) {
    let place = |wanted: &str| {
        let places: Vec<_> = (0..trace.len()).filter(|i| trace[*i] == wanted).collect();
        let [place] = places[..] else { panic!("{wanted:?} {} times in {trace:#?}", places.len()) };
        place
    };
    let steps = timeline.steps();
    for earlier in steps {
        for later in steps.iter().filter(|later| later.moment > earlier.moment) {
            assert!(place(&line(earlier)) < place(&line(later)), "{earlier}, then {later}: {trace:#?}");
        }
        // What holds back the next container is done before it starts.
        let done = match earlier.event {
            Event::Run => format!("{} end", earlier.container),
            Event::Start { startup: Some(_), .. } => format!("{} ready", earlier.container),
            _ => continue,
        };
        for later in timeline.start().iter().filter(|later| later.moment > earlier.moment) {
            assert!(place(&done) < place(&line(later)), "{done}, then {later}: {trace:#?}");
        }
    }
}

async fn containers_start_and_stop_in_the_order_of_the_timeline(pods: &Api<v1::Pod>) {
    fs::create_dir(TRACE.as_str()).unwrap();
    let pod = traced_pod();
    let timeline = facts::timeline(pod.spec.as_ref().unwrap());
    run(pods, &pod).await;
    until("start of all", async || {
        let status = status(pods, "traced").await;
        let started = status.container_statuses.iter().flatten().filter(|found| found.started == Some(true));
        (started.count() == 2).then_some(())
    })
    .await;
    pods.delete("traced", &DeleteParams::default()).await.unwrap();
    until("end of the pod", async || pods.get_opt("traced").await.unwrap().is_none().then_some(())).await;

    let trace = read_trace();
    assert_order(&timeline, &trace);
    // The sidecar outlives the main container, and reads what it has written last.
    assert!(trace.iter().any(|line| line == "shipper has last words"), "{trace:#?}");
    say(&format!(
        "the containers do as the timeline says:\n{timeline}as they wrote it:\n{}",
        trace.join("\n")
    ));
    fs::remove_dir_all(TRACE.as_str()).unwrap();
}

async fn sidecars_end_with_a_pod_that_has_run_to_its_end(pods: &Api<v1::Pod>) {
    fs::create_dir(TRACE.as_str()).unwrap();
    let job = Container::new(name!("job"), BUSYBOX).mount(Trace.at(path!("/trace"))).command([
        "sh",
        "-c",
        "echo job start >> /trace/log; sleep 1; echo job stop >> /trace/log",
    ]);
    let proxy = Sidecar::new(name!("proxy"), BUSYBOX)
        .mount(Trace.at(path!("/trace")))
        .command(until_stopped("proxy", "", ""));
    let pod =
        Pod::builder(name!("once")).restart(RestartPolicy::Never).sidecar(proxy).main(job).build().unwrap();
    run(pods, &pod).await;
    until("success", async || {
        (status(pods, "once").await.phase.as_deref() == Some("Succeeded")).then_some(())
    })
    .await;
    assert_order(&facts::timeline(pod.spec.as_ref().unwrap()), &read_trace());
    pods.delete("once", &DeleteParams::default().grace_period(0)).await.unwrap();
    say("a sidecar ends with the pod whose main container has run to its end");
}
