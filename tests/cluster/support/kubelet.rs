//! A test in the place of the kubelet: it writes the statuses of pods.

use std::collections::BTreeMap;
use std::time::Duration;

use k8s_openapi::api::core::v1::{Container, Pod};
use kube::api::{Api, ListParams, Patch, PatchParams};
use kube::{Client, ResourceExt};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// Gives the pods of a namespace their statuses, until it is dropped.
#[derive(Debug)]
pub struct Kubelet(JoinHandle<()>);

impl Kubelet {
    /// Starts with a function that returns the status of a pod, or nothing yet.
    pub fn start(client: Client, status: impl Fn(&Pod) -> Option<Value> + Send + 'static) -> Self {
        let pods: Api<Pod> = Api::default_namespaced(client);
        Self(tokio::spawn(async move {
            let mut written = BTreeMap::new();
            loop {
                for pod in pods.list(&ListParams::default()).await.unwrap() {
                    let Some(status) = status(&pod) else { continue };
                    let (name, uid) = (pod.name_any(), pod.uid().unwrap());
                    if written.get(&uid) != Some(&status) {
                        let patch = json!({ "metadata": { "uid": uid }, "status": stamped(status.clone()) });
                        // The pod may have gone in the meantime.
                        let patched =
                            pods.patch_status(&name, &PatchParams::default(), &Patch::Merge(patch)).await;
                        if patched.is_ok() {
                            written.insert(uid, status);
                        }
                    }
                }
                sleep(Duration::from_millis(100)).await;
            }
        }))
    }
}

impl Drop for Kubelet {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sets the times of a status to now.
fn stamped(mut status: Value) -> Value {
    let now = serde_json::to_value(k8s_openapi::apimachinery::pkg::apis::meta::v1::Time(
        k8s_openapi::jiff::Timestamp::now(),
    ))
    .unwrap();
    status["startTime"] = now.clone();
    for condition in status["conditions"].as_array_mut().into_iter().flatten() {
        condition["lastTransitionTime"] = now.clone();
    }
    status
}

fn is_sidecar(container: &Container) -> bool {
    container.restart_policy.as_deref() == Some("Always")
}

/// Returns the status of one container.
fn container(of: &Container, is_ready: bool, restarts: u32, state: &Value, last: Option<&Value>) -> Value {
    json!({
        "name": of.name,
        "image": of.image,
        "imageID": "",
        "ready": is_ready,
        "started": is_ready,
        "restartCount": restarts,
        "state": state,
        "lastState": last.unwrap_or(&json!({})),
    })
}

fn waiting(reason: &str, message: &str) -> Value {
    json!({ "waiting": { "reason": reason, "message": message } })
}

fn terminated(exit_code: i32, reason: &str) -> Value {
    json!({ "terminated": {
        "exitCode": exit_code,
        "reason": reason,
        "startedAt": "2026-01-01T00:00:00Z",
        "finishedAt": "2026-01-01T00:00:01Z",
    } })
}

fn status(phase: &str, is_ready: bool, init: &[Value], main: &[Value]) -> Value {
    let ready = if is_ready { "True" } else { "False" };
    json!({
        "phase": phase,
        "conditions": [
            { "type": "Initialized", "status": ready },
            { "type": "PodScheduled", "status": "True" },
            { "type": "ContainersReady", "status": ready },
            { "type": "Ready", "status": ready },
        ],
        "initContainerStatuses": init,
        "containerStatuses": main,
    })
}

/// Returns the containers of a pod: those of the start, and the main ones.
fn containers(pod: &Pod) -> (&[Container], &[Container]) {
    let spec = pod.spec.as_ref().unwrap();
    (spec.init_containers.as_deref().unwrap_or_default(), &spec.containers)
}

/// Returns the status of a pod all of whose containers run.
pub fn ready(pod: &Pod) -> Value {
    let running = || json!({ "running": { "startedAt": "2026-01-01T00:00:00Z" } });
    let (init, main) = containers(pod);
    let init = init.iter().map(|of| {
        let state = if is_sidecar(of) { running() } else { terminated(0, "Completed") };
        container(of, true, 0, &state, None)
    });
    let main = main.iter().map(|of| container(of, true, 0, &running(), None));
    status("Running", true, &init.collect::<Vec<_>>(), &main.collect::<Vec<_>>())
}

/// Returns the status of a pod of which one container waits, after so many restarts; those after it have not started.
fn stuck(pod: &Pod, name: &str, restarts: u32, state: &Value, last: Option<&Value>) -> Value {
    let (init, main) = containers(pod);
    let mut is_before = true;
    let mut of_one = |of: &Container| {
        if of.name == name {
            is_before = false;
            container(of, false, restarts, state, last)
        } else if is_before && !is_sidecar(of) {
            container(of, true, 0, &terminated(0, "Completed"), None)
        } else {
            container(of, false, 0, &waiting("PodInitializing", ""), None)
        }
    };
    let init: Vec<_> = init.iter().map(&mut of_one).collect();
    let main: Vec<_> = main.iter().map(&mut of_one).collect();
    assert!(!is_before, "there is no container {name}");
    status("Pending", false, &init, &main)
}

/// Returns the status of a pod of which a container fails again and again.
pub fn crash_loop(pod: &Pod, name: &str, restarts: u32, exit_code: i32) -> Value {
    let back_off = waiting("CrashLoopBackOff", &format!("back-off 40s restarting failed container={name}"));
    stuck(pod, name, restarts, &back_off, Some(&terminated(exit_code, "Error")))
}

/// Returns the status of a pod of which an image cannot be pulled.
pub fn image_pull_error(pod: &Pod, name: &str) -> Value {
    stuck(pod, name, 0, &waiting("ImagePullBackOff", "Back-off pulling image: not found"), None)
}

/// Returns the status of a pod whose containers have ended.
pub fn ended(pod: &Pod, exit_code: i32) -> Value {
    let (phase, reason) = if exit_code == 0 { ("Succeeded", "Completed") } else { ("Failed", "Error") };
    let (init, main) = containers(pod);
    let init = init.iter().map(|of| container(of, false, 0, &terminated(0, "Completed"), None));
    let main = main.iter().map(|of| container(of, false, 0, &terminated(exit_code, reason), None));
    status(phase, false, &init.collect::<Vec<_>>(), &main.collect::<Vec<_>>())
}
