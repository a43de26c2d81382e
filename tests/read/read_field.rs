//! Manifests as people write them: what a cluster reads is read, and written with what it had.

use k8s_openapi::api::{apps, autoscaling, core::v1};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use podwright::manifest::{Object, Problem, Reader, Yaml};
use podwright::rules::KubeVersion;
use podwright::to_yaml;
use podwright_tests::{config, foreign, number, rows};
use proptest::prelude::*;
use serde_json::Value;

use crate::POD;

fn read_for(text: &str, version: KubeVersion) -> Result<Vec<Object>, Vec<String>> {
    let read = Reader::new(text.as_bytes()).kubernetes(version).map(|document| document?.object());
    read.collect::<Result<_, _>>().map_err(|errors| errors.iter().map(Problem::to_string).collect())
}

fn read(text: &str) -> Result<Vec<Object>, Vec<String>> {
    read_for(text, KubeVersion::default())
}

fn problems(text: &str) -> Vec<String> {
    read(text).expect_err("it has a problem")
}

fn warnings(text: &str) -> Vec<String> {
    let document = Reader::new(text.as_bytes()).next().unwrap().unwrap();
    document.warnings().unwrap().iter().map(Problem::to_string).collect()
}

const SET: &str = "\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
      - name: db
        image: postgres:16
        volumeMounts:
        - {name: data, mountPath: /data}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
";

#[test]
fn claim_templates_are_volumes_of_the_template() {
    // Kubernetes 1.33 does not validate the template of a StatefulSet.
    let read = |text: &str| read_for(text, KubeVersion::V1_34);
    let problems = |text: &str| read(text).expect_err("it has a problem");
    assert!(read(SET).is_ok());
    let device =
        SET.replace("volumeMounts:", "volumeDevices:").replace("mountPath: /data", "devicePath: /dev/xvda");
    assert!(read(&device).is_ok(), "a claim can be a device");
    // The controller replaces the volume.
    let same = SET.replace(
        "      containers:",
        "      volumes:\n      - name: data\n        emptyDir: {}\n      containers:",
    );
    assert!(read(&same).is_ok());
    let other =
        SET.replace("mountPath: /data}", "mountPath: /data}\n        - {name: other, mountPath: /other}");
    assert_eq!(
        problems(&other),
        ["18:18: spec.template.spec.containers[0].volumeMounts[1].name: Not found: \"other\""]
    );
    let invalid = SET.replace("{name: data", "{name: Data");
    let found = problems(&invalid);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[1].starts_with("19:22: spec.volumeClaimTemplates[0].metadata.name: Invalid value: \"Data\""),
        "{found:?}"
    );
    // The API server counts the volume of the claim before those of the template.
    let volumes = "      volumes:\n      - {name: tmp, hostPath: {path: \"\"}}\n      containers:";
    assert_eq!(
        problems(&SET.replace("      containers:", volumes)),
        ["14:38: spec.template.spec.volumes[0].hostPath.path: Required value: name a path of the node"]
    );
    let deployment = SET.replace("StatefulSet", "Deployment");
    assert!(
        problems(&deployment).iter().any(|problem| problem.contains("volumeClaimTemplates: unknown field"))
    );
}

#[test]
fn kinds_are_known_by_version() {
    let scaler = "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n";
    let objects = read(scaler).unwrap();
    assert!(objects[0].downcast_ref::<autoscaling::v1::HorizontalPodAutoscaler>().is_some());
    assert!(
        problems(&scaler.replace("maxReplicas", "maxReplica"))[0].contains("did you mean `maxReplicas`?")
    );

    let device = "apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: gpu}\n";
    assert!(read_for(device, KubeVersion::V1_34).is_ok());
    assert_eq!(
        read_for(device, KubeVersion::V1_33).unwrap_err(),
        [
            "1:13: apiVersion: Kubernetes 1.33 does not serve the kind \"DeviceClass\" of \"resource.k8s.io/v1\": 1.34 and later do"
        ]
    );
    let policy = "apiVersion: admissionregistration.k8s.io/v1beta1\nkind: ValidatingAdmissionPolicy\n";
    assert!(read_for(policy, KubeVersion::V1_33).is_ok());
    assert!(read_for(policy, KubeVersion::V1_34).unwrap_err()[0].ends_with("only 1.33 does"));

    let unknown = |api_version: &str, kind: &str| {
        problems(&format!("apiVersion: {api_version}\nkind: {kind}\n")).remove(0)
    };
    assert_eq!(
        unknown("extensions/v1beta1", "Ingress"),
        "1:13: apiVersion: no cluster knows the kind \"Ingress\" of \"extensions/v1beta1\": write \"networking.k8s.io/v1\" for \"extensions/v1beta1\""
    );
    assert_eq!(
        unknown("batch/v1", "CronJobs"),
        "2:7: kind: no cluster knows the kind \"CronJobs\" of \"batch/v1\": write \"CronJob\" for \"CronJobs\""
    );
    assert_eq!(
        unknown("v1", "Deploymnet"),
        "2:7: kind: no cluster knows the kind \"Deploymnet\" of \"v1\": did you mean \"Deployment\" of \"apps/v1\"?"
    );
    assert_eq!(unknown("v1", "Thing"), "2:7: kind: no cluster knows the kind \"Thing\" of \"v1\"");
    for (api_version, kind) in [
        ("gateway.networking.k8s.io/v1", "Gateway"),
        ("snapshot.storage.k8s.io/v1", "VolumeSnapshot"),
        ("example.com/v1", "Deploymnet"),
        ("node.k8s.io/v1", "RuntimeClass"),
        ("events.k8s.io/v1", "Event"),
        ("v1", "Endpoints"),
    ] {
        assert!(read(&format!("apiVersion: {api_version}\nkind: {kind}\n")).is_ok(), "{kind}");
    }
}

#[test]
fn fields_are_known_by_version() {
    let text = format!(
        "{POD}    volumeMounts: [{{name: t, mountPath: /t}}]\n  volumes:\n  - name: t\n    emptyDir: {{mode: 511}}\n"
    );
    assert_eq!(
        read_for(&text, KubeVersion::V1_36).unwrap_err(),
        [
            "12:16: spec.volumes[0].emptyDir.mode: Kubernetes 1.36 does not know this field: 1.37 and later have it"
        ]
    );
    assert!(read_for(&text, KubeVersion::V1_37).is_ok());

    // A field that only an older version has is read, and written.
    let text = format!("{POD}  workloadRef:\n    name: a\n    podGroup: b\n");
    let objects = read_for(&text, KubeVersion::V1_35).unwrap();
    assert_eq!(to_yaml(&objects[0]).unwrap().matches("workloadRef:\n    name: a").count(), 1);
    let found = read_for(&text, KubeVersion::V1_36).unwrap_err();
    assert_eq!(found, ["9:3: spec.workloadRef: Kubernetes 1.36 does not know this field: only 1.35 has it"]);
}

#[test]
fn items_of_a_typed_list_need_no_kind() {
    let text = "apiVersion: v1\nkind: PodList\nmetadata: {}\nitems:\n- metadata: {name: a}\n  spec: {containers: [{name: a, image: \"b:1\"}]}\n";
    let objects = read(text).unwrap();
    assert_eq!(objects[0].to_string(), "Pod \"a\"");
    assert!(to_yaml(&objects[0]).unwrap().starts_with("apiVersion: v1\nkind: Pod\nmetadata:\n"));
    let list = text.replace("PodList", "List");
    assert!(problems(&list)[0].starts_with("5:3: apiVersion: Required value"), "{:?}", problems(&list));
}

#[test]
fn values_are_converted_as_kubectl_does() {
    let text = format!(
        "{}  terminationGracePeriodSeconds: 30.0\n",
        POD.replace("  name: web\nspec", "  name: web\n  annotations:\n    note:\nspec")
            .replace("nginx:1.27\n", "nginx:1.27\n    args: [a, ~]\n    ports: [{containerPort: 8.08e3}]\n    livenessProbe: {tcpSocket: {port: 80.0}}\n")
    );
    let objects = read(&text).unwrap();
    let pod = objects[0].downcast_ref::<v1::Pod>().unwrap();
    let spec = pod.spec.as_ref().unwrap();
    assert_eq!(spec.termination_grace_period_seconds, Some(30));
    assert_eq!(spec.containers[0].args.as_deref(), Some(&["a".to_owned(), String::new()][..]));
    let yaml = to_yaml(&objects[0]).unwrap();
    for line in ["Seconds: 30\n", "note: \"\"\n", "- \"\"\n", "containerPort: 8080\n", "port: 80\n"] {
        assert!(yaml.contains(line), "{line}: {yaml}");
    }
    let found = warnings(&text);
    assert!(
        found.contains(
            &"6:9: metadata.annotations[note]: nothing (null) is read as an empty text: write \"\""
                .to_owned()
        ),
        "{found:?}"
    );
    assert!(found.iter().any(|found| found.contains("args[1]: nothing (null)")), "{found:?}");
    assert!(
        problems(&format!("{POD}  terminationGracePeriodSeconds: 30.5\n"))[0].contains("expected an integer")
    );
}

#[test]
fn partial_objects_stay_partial() {
    let patch = "\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: a
            image: b:2
";
    let as_patch = |text: &str| Reader::new(text.as_bytes()).next().unwrap().unwrap().unvalidated().unwrap();
    assert_eq!(to_yaml(&as_patch(patch)).unwrap(), patch);
    assert!(problems(patch)[0].contains("spec.schedule: Required value"));
    let patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n  selector: null\n  template:\n    spec:\n      nodeName: null\n      containers:\n      - name: a\n        image: a:1\n        resources: {}\n        command: []\nstatus: {}\n";
    let object = as_patch(patch);
    let written = to_yaml(&object).unwrap();
    let value = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    assert_eq!(value(&written), value(patch));
    assert!(object.downcast_ref::<apps::v1::Deployment>().is_some());

    let volumes = format!(
        "{POD}  volumes:\n  - name: a\n    emptyDir:\n  - name: b\n    emptyDir: ~\n    secret: {{secretName: b}}\n"
    );
    let written = to_yaml(&read(&volumes).unwrap()[0]).unwrap();
    assert!(written.contains("- name: a\n    emptyDir: {}\n"), "{written}");
    assert!(written.contains("emptyDir: null\n"), "{written}");
}

/// Sorts out what is written in another form on purpose: quantities are canonical.
fn same(written: &Value, read: &Value) -> bool {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            written.len() == read.len()
                && written.iter().all(|(key, value)| read.get(key).is_some_and(|read| same(value, read)))
        }
        (Value::Array(written), Value::Array(read)) => {
            written.len() == read.len() && written.iter().zip(read).all(|(written, read)| same(written, read))
        }
        (Value::String(written), read) if !read.is_object() && !read.is_array() && !read.is_null() => {
            let read = read.as_str().map_or_else(|| read.to_string(), str::to_owned);
            *written == read || *written == canonical(&read)
        }
        _ => written == read || written.as_f64().is_some() && written.as_f64() == read.as_f64(),
    }
}

/// Returns a quantity as it is written.
fn canonical(text: &str) -> String {
    let yaml = Yaml::new().unvalidated(&Quantity(text.to_owned())).unwrap();
    serde_yaml::from_str(&yaml).unwrap()
}

fn is_written_with_what_it_had(text: &str) -> bool {
    let Some(Ok(document)) = Reader::new(text.as_bytes()).next() else { return false };
    let Ok(object) = document.object() else { return false };
    let own: Value = document.decode().unwrap();
    let yaml: Value = serde_yaml::from_str(&Yaml::new().unvalidated(&own).unwrap()).unwrap();
    let Ok(written) = to_yaml(&object) else { return false };
    let written: Value = serde_yaml::from_str(&written).unwrap();
    assert!(same(&written, &yaml), "{text}\n{written}\n{yaml}");
    let json: Value = serde_json::from_str(&podwright::to_json(&object).unwrap()).unwrap();
    assert!(same(&json, &own), "{text}\n{json}\n{own}");
    true
}

/// Each of so many recorded pods is read. `PODWRIGHT_RECORDED=1` reads all of them.
const STEP: usize = 16;

#[test]
fn recorded_pods_are_written_with_what_they_had() {
    let mut count = 0;
    let step = number("PODWRIGHT_RECORDED").unwrap_or(STEP);
    for name in ["pods-1.36.2", "edges"] {
        for line in rows(&format!("conformance/{name}.ndjson.gz")).step_by(step) {
            let object = line.get("object").or_else(|| line.get("pod")).unwrap_or(&line);
            count += usize::from(is_written_with_what_it_had(&object.to_string()));
        }
    }
    assert!(count > 300, "{count}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn documents_of_others_are_written_with_what_they_had(document in foreign::document()) {
        is_written_with_what_it_had(&document);
    }
}

#[test]
fn hints_look_up_down_and_sideways() {
    for (more, wanted) in [
        ("  volumes:\n  - name: v\n    secret: {name: s}\n", "did you mean `secretName`?"),
        ("  volumes:\n  - name: v\n    persistentVolumeClaim: {name: s}\n", "did you mean `claimName`?"),
        (
            "  volumes:\n  - name: v\n    secret: {claimName: s}\n",
            "it belongs to `spec.volumes[0].persistentVolumeClaim`",
        ),
        ("    securityContext: {fsGroup: 3500}\n", "it belongs to `spec.securityContext`"),
        ("  securityContext: {capabilities: {}}\n", "it belongs to `spec.containers[].securityContext`"),
        ("    env: [{name: A, secretKeyRef: {name: s, key: k}}]\n", "it belongs below `valueFrom`"),
        ("    mountPath: /data\n", "it belongs below `volumeMounts[]`"),
        (
            "    httpGet: {port: 80}\n",
            "it belongs below `livenessProbe` or `readinessProbe` or `startupProbe`",
        ),
        (
            "  ports: [{containerPort: 80}]\n",
            "it belongs below `containers[]` or `ephemeralContainers[]` or `initContainers[]`",
        ),
        ("    hostNetwork: true\n", "it belongs to `spec`: mind the indentation"),
        ("    memory: 1Gi\n", "unknown field"),
    ] {
        let found = problems(&format!("{POD}{more}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(wanted), "{found:?}: {wanted}");
    }
    let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {volumes: []}\n";
    assert!(
        problems(deployment)[0].ends_with("it belongs below `template.spec`"),
        "{:?}",
        problems(deployment)
    );
}

#[test]
fn entries_have_their_own_positions() {
    let pod = |metadata: &str, container: &str, spec: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n{metadata}spec:\n  containers:\n  - name: web\n    image: nginx:1.27\n{container}{spec}"
        )
    };
    let mounts = "    volumeMounts:\n    - {name: v, mountPath: /a, subPath: ok}\n    - {name: v, mountPath: /b, subPath: ../b}\n";
    let volume = "  volumes:\n  - name: v\n    emptyDir: {}\n";
    let projected = "  volumes:\n  - name: p\n    projected:\n      sources:\n      - downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.name}}]}\n      - configMap: {name: c, items: [{key: k, path: ../x}]}\n";
    for (text, place) in [
        (pod("  labels:\n    a: ok\n    b: \"not ok\"\n", "", ""), "7:8: metadata.labels: "),
        (pod("  labels:\n    a: ok\n    \"not/a/key\": b\n", "", ""), "7:5: metadata.labels: "),
        (pod("  annotations:\n    a: ok\n    \"a b\": x\n", "", ""), "7:5: metadata.annotations: "),
        (pod("", mounts, volume), "11:41: spec.containers[0].volumeMounts.subPath: "),
        (pod("", "", projected), "14:53: "),
        (
            pod("", "    resources: {limits: {cpu: abc}}\n", ""),
            "9:31: spec.containers[0].resources.limits[cpu]: ",
        ),
        (pod("", "    resources: {limits: {cpu: 1}, requests: {memory: 1Gi, cpu: 2}}\n", ""), "9:64: "),
    ] {
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(place), "{found:?}: {place}");
    }
}

#[test]
fn messages_say_what_to_write() {
    let pod = |line: &str, other: &str| POD.replace(line, other);
    for (text, wanted) in [
        (
            pod(
                "name: web\nspec:",
                "name: {{ .Release.Name }}\nspec:\n  {{- with .Values.spec }}\n  {{- end }}",
            ),
            "4:9: `{{ .. }}` is a template that has not been rendered: render it first",
        ),
        (
            format!("{POD}    ${{MORE}}\n    env: []\n"),
            "9:5: `${ .. }` is a placeholder that has not been replaced: replace it first",
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    ${MORE}\n    b\n  c\n".to_owned(),
            "7:3: a line of a text block must be indented like its first line, more than its key: indent it further",
        ),
        (format!("{POD}\tcommand:\n\t- sh\n"), "9:1: a tab cannot indent: indent with spaces"),
        (pod("- name: web", "- name:web"), "7:5: the space after the colon is missing: write `name: web`"),
        (
            pod("  containers:", "\u{a0} \u{a0} containers:"),
            "6:1: \u{a0} \u{a0} containers: unknown field, it begins with a no-break space: write a plain space",
        ),
        (
            pod("kind: Pod", "Kind: Pod"),
            "2:1: kind: Required value: every object has an `apiVersion` and a `kind`: write `kind` for `Kind`",
        ),
        (
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec:\n  schedule: */5 * * * *\n"
                .to_owned(),
            "5:13: a value without quotes cannot begin with this character: put the value in quotes: \"*/5 * * * *\"",
        ),
        (pod("name: web\nspec:", "name: \"{{ .Release.Name }}\"\nspec:"), "render the template first"),
        (
            pod("  containers:\n", "  containers\n"),
            "6:3: the colon after the key is missing: write `containers:`",
        ),
    ] {
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(wanted), "{found:?}: {wanted}");
    }
}
