//! States and reasons of recorded objects.

use podwright_kube::ObjectRef;
use podwright_kube::status::{ContainerRole, ContainerState, Observed, Patience, State, Status};
use serde_json::{Value, json};

const NOW: &str = "2026-11-26T12:00:00Z";
/// So long ago that no patience lasts.
const LONG_AGO: &str = "2026-11-26T11:40:00Z";
const JUST_NOW: &str = "2026-11-26T11:59:55Z";

fn read(observed: &Observed) -> Status {
    observed.status(&Patience::new(), NOW.parse().unwrap())
}

fn assert_read(observed: &Observed, state: State, sentence: &str) {
    let status = read(observed);
    assert_eq!((status.to_string().as_str(), status.state()), (sentence, state));
}

/// A Deployment of three pods, in its second revision, of which the controller has seen the second generation.
fn deployment(status: &Value) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": {
            "name": "web", "namespace": "shop", "uid": "d1", "generation": 2,
            "annotations": { "deployment.kubernetes.io/revision": "2" },
        },
        "spec": { "replicas": 3 },
        "status": status,
    })
}

fn with(mut object: Value, path: &str, value: Value) -> Value {
    *object.pointer_mut(path).unwrap() = value;
    object
}

fn rolling() -> Value {
    json!({ "observedGeneration": 2, "replicas": 3, "updatedReplicas": 3, "availableReplicas": 2 })
}

fn replica_set(name: &str, revision: &str) -> Value {
    json!({
        "metadata": {
            "name": name, "namespace": "shop", "uid": name,
            "annotations": { "deployment.kubernetes.io/revision": revision },
            "ownerReferences": [{ "kind": "Deployment", "name": "web", "uid": "d1" }],
        },
        "spec": { "replicas": 3 },
    })
}

/// A pod with a sidecar, an init container and a main container, which wait as long as `statuses` say nothing else.
fn pod(name: &str, owner: &str, init: &Value, main: &Value) -> Value {
    json!({
        "metadata": { "name": name, "namespace": "shop", "ownerReferences": [{ "uid": owner }] },
        "spec": {
            "initContainers": [
                { "name": "shipper", "image": "acme/shipper:1", "restartPolicy": "Always" },
                { "name": "wait-for-db", "image": "acme/wait:1" },
            ],
            "containers": [{ "name": "web", "image": "acme/web:1" }],
        },
        "status": {
            "phase": "Pending", "startTime": LONG_AGO,
            "conditions": [{ "type": "PodScheduled", "status": "True" }, { "type": "Ready", "status": "False" }],
            "initContainerStatuses": init, "containerStatuses": main,
        },
    })
}

fn running(name: &str) -> Value {
    json!({ "name": name, "ready": true, "started": true, "restartCount": 0,
            "state": { "running": { "startedAt": LONG_AGO } } })
}

fn waiting(name: &str, reason: &str, message: &str) -> Value {
    json!({ "name": name, "ready": false, "started": false, "restartCount": 0,
            "state": { "waiting": { "reason": reason, "message": message } } })
}

fn crashing(name: &str, restarts: u8, code: u8, reason: &str) -> Value {
    json!({ "name": name, "ready": false, "started": false, "restartCount": restarts,
            "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 40s restarting failed container" } },
            "lastState": { "terminated": { "exitCode": code, "reason": reason, "finishedAt": JUST_NOW } } })
}

fn not_started(name: &str) -> Value {
    json!({ "name": name, "ready": false, "started": false, "restartCount": 0,
            "state": { "waiting": { "reason": "PodInitializing" } } })
}

fn observed(pod: Value) -> Observed {
    Observed::new(deployment(&rolling()))
        .replica_sets([replica_set("web-old", "1"), replica_set("web-5d9f7c", "2")])
        .pods([pod])
}

#[test]
fn a_crash_loop_of_an_init_container_fails_with_its_log() {
    let init = json!([running("shipper"), crashing("wait-for-db", 2, 1, "Error")]);
    let observed = observed(pod("web-5d9f7c-x2x9q", "web-5d9f7c", &init, &json!([not_started("web")])));
    let failed = r#"Deployment "shop/web": pod "web-5d9f7c-x2x9q": init container "wait-for-db" failed 3 times, exit code 1"#;
    assert_read(&observed, State::Failed, failed);
    let log = "waiting\ngave up after 120 s of waiting for db.internal port 5432\n\n";
    let observed = observed.log("web-5d9f7c-x2x9q", "wait-for-db", log);
    let sentence = format!("{failed}: gave up after 120 s of waiting for db.internal port 5432");
    assert_read(&observed, State::Failed, &sentence);
    // The terminal keeps its color and its title.
    let log = "waiting\n\u{1b}]0;db\u{7}\u{1b}[1;31mgave up\u{1b}[0m after\t120 s\n\u{1b}[0m\n";
    let observed = observed.log("web-5d9f7c-x2x9q", "wait-for-db", log);
    assert_read(&observed, State::Failed, &format!("{failed}: gave up after 120 s"));
}

#[test]
fn an_init_container_may_fail_twice() {
    let init = json!([running("shipper"), crashing("wait-for-db", 1, 1, "Error")]);
    let observed = observed(pod("web-1", "web-5d9f7c", &init, &json!([not_started("web")])));
    let sentence = r#"Deployment "shop/web": 2 of 3 pods are available: pod "web-1": init container "wait-for-db" failed 2 times, exit code 1"#;
    assert_read(&observed, State::InProgress, sentence);
    let status = observed.status(&Patience::new().init_failures(2), NOW.parse().unwrap());
    assert_eq!(status.state(), State::Failed);
}

#[test]
fn an_init_container_that_runs_again_has_not_failed_now() {
    let init = json!([
        running("shipper"),
        with(
            crashing("wait-for-db", 7, 1, "Error"),
            "/state",
            json!({ "running": { "startedAt": JUST_NOW } })
        )
    ]);
    let observed = observed(pod("web-1", "web-5d9f7c", &init, &json!([not_started("web")])));
    let sentence =
        r#"Deployment "shop/web": 2 of 3 pods are available: pod "web-1": init container "wait-for-db" runs"#;
    assert_read(&observed, State::InProgress, sentence);
}

#[test]
fn an_image_of_a_sidecar_that_cannot_be_pulled_fails_after_a_grace() {
    let pull = waiting("shipper", "ImagePullBackOff", "Back-off pulling image \"acme/shipper:1\": not found");
    let init = json!([pull, not_started("wait-for-db")]);
    let pod = pod("web-1", "web-5d9f7c", &init, &json!([not_started("web")]));
    let problem = r#"pod "web-1": sidecar "shipper" cannot pull image "acme/shipper:1": Back-off pulling image "acme/shipper:1": not found"#;
    let early = with(pod.clone(), "/status/startTime", json!(JUST_NOW));
    assert_read(
        &observed(early),
        State::InProgress,
        &format!(r#"Deployment "shop/web": 2 of 3 pods are available: {problem}"#),
    );
    assert_read(&observed(pod), State::Failed, &format!(r#"Deployment "shop/web": {problem}"#));
}

#[test]
fn the_grace_of_an_image_begins_with_the_turn_of_its_container() {
    let ended = json!({ "name": "wait-for-db", "restartCount": 0,
                        "state": { "terminated": { "exitCode": 0, "finishedAt": JUST_NOW } } });
    let main = json!([waiting("web", "ErrImagePull", "manifest unknown")]);
    let pod = pod("web-1", "web-5d9f7c", &json!([running("shipper"), ended]), &main);
    assert_eq!(read(&observed(pod)).state(), State::InProgress);
}

#[test]
fn an_image_name_that_is_none_fails_at_once() {
    let main = json!([waiting("web", "InvalidImageName", "couldn't parse image name")]);
    let pod = with(pod("web-1", "web-5d9f7c", &json!([]), &main), "/status/startTime", json!(JUST_NOW));
    let pod = with(pod, "/spec/initContainers", json!([]));
    let sentence = r#"Deployment "shop/web": pod "web-1": container "web" cannot use image "acme/web:1" (InvalidImageName): couldn't parse image name"#;
    assert_read(&observed(pod), State::Failed, sentence);
}

#[test]
fn a_missing_config_map_is_named() {
    let main = json!([waiting("web", "CreateContainerConfigError", "configmap \"web\" not found")]);
    let pod = with(pod("web-1", "web-5d9f7c", &json!([]), &main), "/spec/initContainers", json!([]));
    let sentence = r#"Deployment "shop/web": pod "web-1": container "web" cannot start (CreateContainerConfigError): configmap "web" not found"#;
    assert_read(&observed(pod), State::Failed, sentence);
}

#[test]
fn a_main_container_out_of_memory_fails_the_fifth_time() {
    let init = json!([running("shipper"), { "name": "wait-for-db", "restartCount": 0,
                     "state": { "terminated": { "exitCode": 0, "finishedAt": LONG_AGO } } }]);
    let crashed = |restarts| {
        observed(pod("web-1", "web-5d9f7c", &init, &json!([crashing("web", restarts, 137, "OOMKilled")])))
    };
    let sentence =
        r#"Deployment "shop/web": pod "web-1": container "web" failed 5 times, exit code 137 (OOMKilled)"#;
    assert_read(&crashed(4), State::Failed, sentence);
    assert_eq!(read(&crashed(3)).state(), State::InProgress);
}

#[test]
fn a_pod_that_no_node_fits_fails_after_a_while() {
    let unscheduled = |since| {
        let mut pod = pod("web-1", "web-5d9f7c", &json!([]), &json!([]));
        pod["status"]["conditions"] = json!([{
            "type": "PodScheduled", "status": "False", "reason": "Unschedulable", "lastTransitionTime": since,
            "message": "0/3 nodes are available: 3 Insufficient cpu.",
        }]);
        observed(pod)
    };
    let problem = r#"pod "web-1": no node fits: 0/3 nodes are available: 3 Insufficient cpu."#;
    assert_read(&unscheduled(LONG_AGO), State::Failed, &format!(r#"Deployment "shop/web": {problem}"#));
    assert_read(
        &unscheduled(JUST_NOW),
        State::InProgress,
        &format!(r#"Deployment "shop/web": 2 of 3 pods are available: {problem}"#),
    );
}

#[test]
fn a_pod_whose_gates_are_closed_is_awaited() {
    let mut pod = pod("web-1", "web-5d9f7c", &json!([]), &json!([]));
    pod["status"]["conditions"] = json!([{
        "type": "PodScheduled", "status": "False", "reason": "SchedulingGated", "lastTransitionTime": LONG_AGO,
    }]);
    let sentence =
        r#"Deployment "shop/web": 2 of 3 pods are available: pod "web-1": its scheduling gates are closed"#;
    assert_read(&observed(pod), State::InProgress, sentence);
}

#[test]
fn pods_that_are_not_created_are_read_from_the_deployment_where_there_are_no_events() {
    let status = |since: &str| {
        json!({
            "observedGeneration": 2, "replicas": 2, "updatedReplicas": 2, "availableReplicas": 2,
            "conditions": [{ "type": "ReplicaFailure", "status": "True", "lastTransitionTime": since,
                             "message": "exceeded quota: shop" }],
        })
    };
    let observed =
        |since| Observed::new(deployment(&status(since))).replica_sets([replica_set("web-5d9f7c", "2")]);
    let sentence = r#"Deployment "shop/web": pods are not created: exceeded quota: shop"#;
    assert_read(&observed(LONG_AGO), State::Failed, sentence);
    let sentence =
        r#"Deployment "shop/web": 2 of 3 pods are updated: pods are not created: exceeded quota: shop"#;
    assert_read(&observed(JUST_NOW), State::InProgress, sentence);
}

#[test]
fn a_quota_is_read_from_the_event_of_the_newest_replica_set() {
    let event = |of: &str, since: &str| {
        json!({
            "reason": "FailedCreate", "involvedObject": { "kind": "ReplicaSet", "uid": of },
            "firstTimestamp": since, "lastTimestamp": NOW,
            "message": "Error creating: pods \"web-5d9f7c-x\" is forbidden: exceeded quota: shop, requested: pods=1",
        })
    };
    let status =
        json!({ "observedGeneration": 2, "replicas": 2, "updatedReplicas": 2, "availableReplicas": 2 });
    let observed = |event| {
        Observed::new(deployment(&status)).replica_sets([replica_set("web-5d9f7c", "2")]).events([event])
    };
    let sentence = r#"Deployment "shop/web": pods are not created: Error creating: pods "web-5d9f7c-x" is forbidden: exceeded quota: shop, requested: pods=1"#;
    assert_read(&observed(event("web-5d9f7c", LONG_AGO)), State::Failed, sentence);
    assert_eq!(read(&observed(event("web-5d9f7c", JUST_NOW))).state(), State::InProgress);
    assert_eq!(read(&observed(event("web-old", LONG_AGO))).reason(), "2 of 3 pods are updated");
    // The event is still there when the quota has grown and all pods start.
    let started = Observed::new(deployment(&rolling()))
        .replica_sets([replica_set("web-5d9f7c", "2")])
        .events([event("web-5d9f7c", LONG_AGO)]);
    assert_eq!(read(&started).state(), State::InProgress);
}

#[test]
fn a_status_of_an_earlier_generation_does_not_count() {
    let complete =
        json!({ "observedGeneration": 1, "replicas": 3, "updatedReplicas": 3, "availableReplicas": 3 });
    let sentence = r#"Deployment "shop/web": its controller has not seen generation 2 yet"#;
    assert_read(&Observed::new(deployment(&complete)), State::InProgress, sentence);
    let complete = with(complete, "/observedGeneration", json!(2));
    let sentence = r#"Deployment "shop/web": 3 pods are available"#;
    assert_read(&Observed::new(deployment(&complete)), State::Ready, sentence);
    // A read from before the apply has the old generation.
    let sentence = r#"Deployment "shop/web": its controller has not seen generation 3 yet"#;
    assert_read(&Observed::new(deployment(&complete)).generation(3), State::InProgress, sentence);
}

#[test]
fn a_deployment_that_was_rolled_back_is_read_by_its_revision() {
    let init = json!([running("shipper"), crashing("wait-for-db", 9, 1, "Error")]);
    let broken = pod("web-bad-1", "web-bad", &init, &json!([not_started("web")]));
    let healthy = pod("web-good-1", "web-good", &json!([running("shipper")]), &json!([not_started("web")]));
    let object = with(
        deployment(&rolling()),
        "/metadata/annotations",
        json!({ "deployment.kubernetes.io/revision": "3" }),
    );
    // The older ReplicaSet has got the newest revision; the newer one has kept its own.
    let observed = Observed::new(object)
        .replica_sets([replica_set("web-good", "3"), replica_set("web-bad", "2")])
        .pods([broken, healthy]);
    let status = read(&observed);
    assert_eq!(status.state(), State::InProgress, "{status}");
    let pods: Vec<_> = status.pods().iter().map(podwright_kube::status::PodProgress::name).collect();
    assert_eq!(pods, ["web-good-1"]);
}

#[test]
fn pods_of_the_template_before_are_not_read_for_those_of_a_new_one() {
    let init = json!([running("shipper"), crashing("wait-for-db", 9, 1, "Error")]);
    let broken = pod("web-old-1", "web-old", &init, &json!([not_started("web")]));
    let object = with(
        deployment(&rolling()),
        "/metadata/annotations",
        json!({ "deployment.kubernetes.io/revision": "3" }),
    );
    // The list is older than the Deployment, and does not have the ReplicaSet of revision 3.
    let old = Observed::new(object).replica_sets([replica_set("web-old", "2")]).pods([broken.clone()]);
    assert_read(&old, State::InProgress, r#"Deployment "shop/web": 2 of 3 pods are available"#);
    assert!(read(&old).pods().is_empty());

    let mut deleted = with(broken, "/metadata/ownerReferences", json!([{ "uid": "web-5d9f7c" }]));
    assert_eq!(read(&observed(deleted.clone())).state(), State::Failed);
    deleted["metadata"]["deletionTimestamp"] = json!(NOW);
    assert_eq!(read(&observed(deleted.clone())).state(), State::InProgress);
    deleted["metadata"]["deletionTimestamp"] = Value::Null;
    assert_eq!(read(&observed(deleted.clone())).state(), State::Failed);
}

#[test]
fn revisions_are_numbers() {
    let object = with(
        deployment(&rolling()),
        "/metadata/annotations",
        json!({ "deployment.kubernetes.io/revision": "10" }),
    );
    let newest = pod("web-ten-1", "web-ten", &json!([]), &json!([]));
    let observed = Observed::new(object)
        .replica_sets([replica_set("web-nine", "9"), replica_set("web-ten", "10")])
        .pods([newest]);
    assert_eq!(read(&observed).pods().len(), 1);
}

#[test]
fn a_progress_deadline_that_is_over_fails() {
    let mut status = rolling();
    status["conditions"] =
        json!([{ "type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded" }]);
    let sentence = r#"Deployment "shop/web": its progress deadline is over: 2 of 3 pods are available"#;
    assert_read(&Observed::new(deployment(&status)), State::Failed, sentence);
}

#[test]
fn old_pods_are_awaited() {
    let status =
        json!({ "observedGeneration": 2, "replicas": 4, "updatedReplicas": 3, "availableReplicas": 4 });
    let sentence = r#"Deployment "shop/web": 1 pod of before is still there"#;
    assert_read(&Observed::new(deployment(&status)), State::InProgress, sentence);
}

#[test]
fn an_evicted_pod_of_a_deployment_is_replaced() {
    let mut evicted = pod("web-1", "web-5d9f7c", &json!([]), &json!([]));
    evicted["status"]["phase"] = json!("Failed");
    evicted["status"]["reason"] = json!("Evicted");
    let sentence = r#"Deployment "shop/web": 2 of 3 pods are available"#;
    assert_read(&observed(evicted), State::InProgress, sentence);
}

#[test]
fn what_is_paused_or_replaced_on_delete_is_not_awaited() {
    let mut paused = deployment(&json!({}));
    paused["spec"]["paused"] = json!(true);
    let sentence = r#"Deployment "shop/web": its rollout is paused"#;
    assert_read(&Observed::new(paused), State::NotAwaited, sentence);
    for kind in ["StatefulSet", "DaemonSet"] {
        let set = json!({
            "apiVersion": "apps/v1", "kind": kind, "metadata": { "name": "db", "generation": 1 },
            "spec": { "updateStrategy": { "type": "OnDelete" } },
        });
        let sentence = format!(r#"{kind} "db": its pods are replaced when somebody deletes them"#);
        assert_read(&Observed::new(set), State::NotAwaited, &sentence);
    }
}

#[test]
fn what_is_scaled_to_zero_is_ready() {
    let mut zero = deployment(&json!({ "observedGeneration": 2 }));
    zero["spec"]["replicas"] = json!(0);
    assert_read(&Observed::new(zero), State::Ready, r#"Deployment "shop/web": it is scaled to zero"#);
}

fn stateful_set(status: &Value, partition: u8) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "StatefulSet",
        "metadata": { "name": "db", "namespace": "shop", "uid": "s1", "generation": 1 },
        "spec": { "replicas": 3, "updateStrategy": { "rollingUpdate": { "partition": partition } } },
        "status": status,
    })
}

#[test]
fn a_stateful_set_is_ready_when_its_revision_is_current() {
    let mut status = json!({
        "observedGeneration": 1, "replicas": 3, "updatedReplicas": 3, "availableReplicas": 3,
        "currentRevision": "db-1", "updateRevision": "db-2",
    });
    assert_eq!(read(&Observed::new(stateful_set(&status, 0))).state(), State::InProgress);
    status["currentRevision"] = json!("db-2");
    assert_eq!(read(&Observed::new(stateful_set(&status, 0))).state(), State::Ready);
    let part = json!({
        "observedGeneration": 1, "replicas": 3, "updatedReplicas": 1, "availableReplicas": 3,
        "currentRevision": "db-1", "updateRevision": "db-2",
    });
    assert_eq!(read(&Observed::new(stateful_set(&part, 2))).state(), State::Ready);
    let sentence = r#"StatefulSet "shop/db": 1 of 2 pods are updated"#;
    assert_read(&Observed::new(stateful_set(&part, 1)), State::InProgress, sentence);
}

#[test]
fn a_pod_of_the_revision_before_holds_up_a_stateful_set() {
    let status = json!({
        "observedGeneration": 1, "replicas": 3, "updatedReplicas": 0, "availableReplicas": 2,
        "currentRevision": "db-1", "updateRevision": "db-2",
    });
    let init = json!([running("shipper"), crashing("wait-for-db", 5, 2, "Error")]);
    let observed = Observed::new(stateful_set(&status, 0)).pods([pod("db-0", "s1", &init, &json!([]))]);
    let sentence =
        r#"StatefulSet "shop/db": pod "db-0": init container "wait-for-db" failed 6 times, exit code 2"#;
    assert_read(&observed, State::Failed, sentence);
}

#[test]
fn a_daemon_set_reads_the_pods_of_its_newest_template() {
    let set = json!({
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": { "name": "agent", "uid": "a1", "generation": 4,
                      "annotations": { "deprecated.daemonset.template.generation": "4" } },
        "spec": {},
        "status": { "observedGeneration": 4, "desiredNumberScheduled": 2, "updatedNumberScheduled": 1, "numberAvailable": 2 },
    });
    let init = json!([running("shipper"), crashing("wait-for-db", 5, 2, "Error")]);
    let pod_of = |name: &str, generation: &str| {
        let mut pod = pod(name, "a1", &init, &json!([]));
        pod["metadata"]["labels"] = json!({ "pod-template-generation": generation });
        pod
    };
    let observed = Observed::new(set.clone()).pods([pod_of("agent-old", "3")]);
    assert_read(&observed, State::InProgress, r#"DaemonSet "agent": 1 of 2 pods are updated"#);
    let observed = Observed::new(set).pods([pod_of("agent-new", "4")]);
    assert_eq!(read(&observed).state(), State::Failed);
}

fn job(status: &Value) -> Value {
    json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": { "name": "migrate", "namespace": "shop", "uid": "j1", "generation": 1 },
        "spec": { "backoffLimit": 1 },
        "status": status,
    })
}

#[test]
fn a_failed_job_ends_the_wait_with_the_exit_code_of_its_pod() {
    let object = job(&json!({ "failed": 2, "conditions": [{
        "type": "Failed", "status": "True", "reason": "BackoffLimitExceeded",
        "message": "Job has reached the specified backoff limit",
    }] }));
    let mut pod = pod(
        "migrate-x",
        "j1",
        &json!([]),
        &json!([{ "name": "web", "restartCount": 0, "state": { "terminated": { "exitCode": 3, "reason": "Error" } } }]),
    );
    pod["status"]["phase"] = json!("Failed");
    let observed = Observed::new(object).pods([pod]).log("migrate-x", "web", "column exists already");
    let sentence = r#"Job "shop/migrate": it has failed: Job has reached the specified backoff limit: pod "migrate-x": container "web" failed, exit code 3: column exists already"#;
    assert_read(&observed, State::Failed, sentence);
}

#[test]
fn a_job_may_fail_up_to_its_backoff_limit() {
    let mut pod = pod(
        "migrate-x",
        "j1",
        &json!([]),
        &json!([{ "name": "web", "restartCount": 0, "state": { "terminated": { "exitCode": 3, "reason": "Error" } } }]),
    );
    pod["status"]["phase"] = json!("Failed");
    let observed = Observed::new(job(&json!({ "failed": 1 }))).pods([pod]);
    let sentence = r#"Job "shop/migrate": 0 of 1 pods have succeeded, 1 failed: pod "migrate-x": container "web" failed, exit code 3"#;
    assert_read(&observed, State::InProgress, sentence);
}

#[test]
fn a_job_that_is_complete_is_ready_and_one_that_is_suspended_is_not_awaited() {
    let complete = json!({ "succeeded": 1, "conditions": [{ "type": "Complete", "status": "True" }] });
    assert_read(&Observed::new(job(&complete)), State::Ready, r#"Job "shop/migrate": it is complete"#);
    let mut suspended = job(&json!({}));
    suspended["spec"]["suspend"] = json!(true);
    assert_read(&Observed::new(suspended), State::NotAwaited, r#"Job "shop/migrate": it is suspended"#);
}

#[test]
fn a_job_that_is_gone_by_its_time_to_live_has_ended() {
    let gone = || Observed::missing(ObjectRef::new("batch/v1", "Job", "migrate").in_namespace("shop"));
    assert_read(&gone(), State::InProgress, r#"Job "shop/migrate": it is not there"#);
    let sentence = r#"Job "shop/migrate": it has ended, and its time to live is over"#;
    assert_read(&gone().removed_after_completion(), State::Ready, sentence);
}

#[test]
fn a_definition_is_ready_when_it_is_established() {
    let definition = |conditions: Value| {
        Observed::new(json!({
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": { "name": "backups.example.com" }, "status": { "conditions": conditions },
        }))
    };
    let name = r#"CustomResourceDefinition "backups.example.com""#;
    assert_read(&definition(json!([])), State::InProgress, &format!("{name}: it is not established"));
    let taken =
        json!([{ "type": "NamesAccepted", "status": "False", "message": "\"Backup\" is already in use" }]);
    let sentence = format!(r#"{name}: its names are not accepted: "Backup" is already in use"#);
    assert_read(&definition(taken), State::Failed, &sentence);
    let established = json!([{ "type": "Established", "status": "True" }]);
    assert_read(&definition(established), State::Ready, &format!("{name}: it is established"));
}

#[test]
fn an_api_service_and_a_namespace_are_ready_when_they_are_served() {
    let service = |conditions: Value| {
        Observed::new(json!({
            "apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService",
            "metadata": { "name": "v1.metrics.k8s.io" }, "status": { "conditions": conditions },
        }))
    };
    let name = r#"APIService "v1.metrics.k8s.io""#;
    assert_read(&service(json!([])), State::InProgress, &format!("{name}: it is not available"));
    let missing = json!([{ "type": "Available", "status": "False", "message": "no endpoints" }]);
    let sentence = format!("{name}: it is not available: no endpoints");
    assert_read(&service(missing), State::InProgress, &sentence);
    let available = json!([{ "type": "Available", "status": "True" }]);
    assert_read(&service(available), State::Ready, &format!("{name}: it is available"));

    let namespace = |status: Value| {
        Observed::new(json!({
            "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "shop" }, "status": status,
        }))
    };
    let name = r#"Namespace "shop""#;
    assert_read(&namespace(json!({})), State::InProgress, &format!("{name}: it has no phase yet"));
    let ending = namespace(json!({ "phase": "Terminating" }));
    assert_read(&ending, State::InProgress, &format!("{name}: its phase is Terminating"));
    assert_read(&namespace(json!({ "phase": "Active" })), State::Ready, &format!("{name}: it is active"));
}

#[test]
fn a_claim_that_waits_for_its_first_pod_is_not_awaited() {
    let claim = |phase: &str| {
        Observed::new(json!({
            "apiVersion": "v1", "kind": "PersistentVolumeClaim",
            "metadata": { "name": "data", "namespace": "shop", "uid": "c1" }, "status": { "phase": phase },
        }))
    };
    let event = |reason: &str| {
        json!({ "reason": reason, "message": "no storage class", "involvedObject": { "uid": "c1" },
                "firstTimestamp": LONG_AGO, "lastTimestamp": NOW })
    };
    let name = r#"PersistentVolumeClaim "shop/data""#;
    assert_read(&claim("Bound"), State::Ready, &format!("{name}: it is bound"));
    assert_read(&claim("Lost"), State::Failed, &format!("{name}: its volume is lost"));
    assert_read(&claim("Pending"), State::InProgress, &format!("{name}: it is not bound"));
    let waits = claim("Pending").events([event("WaitForFirstConsumer")]);
    assert_read(&waits, State::NotAwaited, &format!("{name}: it is bound when a pod uses it"));
    let failed = claim("Pending").events([event("ProvisioningFailed")]);
    assert_read(&failed, State::Failed, &format!("{name}: it is not bound: no storage class"));
}

#[test]
fn a_service_is_ready_without_endpoints_and_a_custom_resource_by_its_conditions() {
    let service = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" } });
    assert_read(&Observed::new(service), State::Ready, r#"Service "web": it is there"#);
    let backup = |status: Value| {
        read(&Observed::new(json!({
            "apiVersion": "example.com/v1", "kind": "Backup",
            "metadata": { "name": "nightly", "generation": 2 }, "status": status,
        })))
        .state()
    };
    let ready = |status: &str, generation: u8| json!({ "conditions": [{ "type": "Ready", "status": status, "observedGeneration": generation }] });
    assert_eq!(backup(json!({})), State::Ready);
    assert_eq!(backup(ready("True", 2)), State::Ready);
    assert_eq!(backup(ready("True", 1)), State::InProgress);
    assert_eq!(backup(ready("False", 2)), State::InProgress);
    assert_eq!(backup(json!({ "observedGeneration": 1 })), State::InProgress);
    assert_eq!(backup(json!({ "conditions": [{ "type": "Stalled", "status": "True" }] })), State::Failed);
}

#[test]
fn what_is_being_deleted_is_not_ready() {
    let mut service = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" } });
    service["metadata"]["deletionTimestamp"] = json!(NOW);
    assert_read(&Observed::new(service), State::InProgress, r#"Service "web": it is being deleted"#);
}

#[test]
fn a_bare_pod_is_not_named_twice() {
    let bare = |mut pod: Value| {
        pod["apiVersion"] = json!("v1");
        pod["kind"] = json!("Pod");
        Observed::new(pod)
    };
    let init = json!([running("shipper"), crashing("wait-for-db", 2, 1, "Error")]);
    let failing = bare(pod("once", "", &init, &json!([])));
    let sentence = r#"Pod "shop/once": init container "wait-for-db" failed 3 times, exit code 1"#;
    assert_read(&failing, State::Failed, sentence);
    let ended = bare(with(pod("once", "", &json!([]), &json!([])), "/status/phase", json!("Succeeded")));
    assert_read(&ended, State::Ready, r#"Pod "shop/once": it has succeeded"#);
}

#[test]
fn progress_has_the_containers_in_the_order_in_which_they_start() {
    let init = json!([running("shipper"), { "name": "wait-for-db", "restartCount": 0,
                     "state": { "terminated": { "exitCode": 0, "finishedAt": LONG_AGO } } }]);
    let main = json!([{ "name": "web", "started": false, "ready": false, "restartCount": 0,
                        "state": { "running": { "startedAt": JUST_NOW } } }]);
    let status = read(&observed(pod("web-1", "web-5d9f7c", &init, &main)));
    assert_eq!(
        status.reason(),
        r#"2 of 3 pods are available: pod "web-1": container "web" runs, and has not passed its startup probe"#
    );
    let [pod] = status.pods() else { panic!("{status:?}") };
    let containers: Vec<_> = pod.containers().iter().map(|c| (c.name(), c.role(), c.state())).collect();
    assert_eq!(
        containers,
        [
            ("shipper", ContainerRole::Sidecar, ContainerState::Ready),
            ("wait-for-db", ContainerRole::Init, ContainerState::Succeeded),
            ("web", ContainerRole::Main, ContainerState::Running),
        ]
    );
    assert!(!pod.is_ready());
    assert_eq!(pod.to_string(), "shipper ready, wait-for-db succeeded, web running");
    assert_eq!(pod.containers()[1].reason(), None);

    let ended =
        json!([{ "name": "web", "state": { "terminated": { "exitCode": 137, "reason": "OOMKilled" } } }]);
    let init = json!([waiting("shipper", "ImagePullBackOff", "not found"), not_started("wait-for-db")]);
    let status = read(&observed(with(
        self::pod("web-1", "web-5d9f7c", &init, &ended),
        "/status/startTime",
        json!(JUST_NOW),
    )));
    let [pod] = status.pods() else { panic!("{status:?}") };
    assert_eq!(
        pod.to_string(),
        "shipper waiting (ImagePullBackOff), wait-for-db waiting, web failed (OOMKilled)"
    );
    assert_eq!(pod.containers()[0].reason(), Some("ImagePullBackOff"));
}

#[test]
fn a_program_that_ends_is_started_again_in_a_loop() {
    let init = json!([running("shipper"), { "name": "wait-for-db", "restartCount": 0,
                     "state": { "terminated": { "exitCode": 0, "finishedAt": LONG_AGO } } }]);
    let main = json!([crashing("web", 4, 0, "Completed")]);
    let sentence = r#"Deployment "shop/web": pod "web-1": container "web" ended 5 times, exit code 0"#;
    assert_read(&observed(pod("web-1", "web-5d9f7c", &init, &main)), State::Failed, sentence);
}
