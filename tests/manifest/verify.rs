//! Committed manifests hold what the program writes, except for fields that others may change.

use std::path::PathBuf;
use std::{env, fs, process};

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1;
use podwright::build::{DriftKind, Verify};
use podwright::manifest::{FileChange, Manifest, Object, Yaml};
use podwright::to_yaml;
use podwright_tests::{config, hostile};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The file of a test. It is removed when the test ends.
struct File(PathBuf);

impl File {
    fn new(test: &str) -> Self {
        let directory = env::temp_dir().join(format!("podwright-verify-{}-{test}", process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        Self(directory.join("file.yaml"))
    }

    fn write(&self, text: &str) {
        fs::write(&self.0, text).unwrap();
    }

    fn read(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }

    fn verify(&self) -> Verify {
        Verify::new(&self.0)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn pod(value: Value) -> Object {
    Object::unvalidated(serde_json::from_value::<v1::Pod>(value).unwrap()).unwrap()
}

fn deployment(value: Value) -> Object {
    Object::unvalidated(serde_json::from_value::<Deployment>(value).unwrap()).unwrap()
}

/// Two objects with many parts that a reader of lines could misread.
fn manifest() -> Manifest {
    let script = "set -eu\n\n# image: no comment\nimage: x\n- image: y\n---\ntrap 'a' INT\n";
    let web = pod(json!({
        "metadata": {"name": "web", "namespace": "shop", "annotations": {
            "acme.example/x": "a # b", "acme.example/script": script,
            "acme.example/pod": "containers:\n- name: web\n  image: embedded:1\n", "containers": "- image: embedded:2\n  name: x\n",
            "k".repeat(140): "v", "y": "\"#\": x",
        }},
        "spec": {
            "initContainers": [{"name": "init", "image": "busybox:1.36", "command": ["sh", "-c", script, "- x: y"]}],
            "containers": [
                {"name": "web", "image": "ghcr.io/acme/web:1.4.2", "args": ["a: b", "", "#"], "env": [
                    {"name": "image", "value": "nginx:1"}, {"name": "SCRIPT", "value": script},
                ]},
                {"name": "proxy", "image": "localhost:5000/proxy"},
            ],
            "volumes": [{"name": "tmp", "emptyDir": {}}],
        },
    }));
    let workers = deployment(json!({
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": {
            "replicas": 3, "selector": {},
            "template": {"spec": {"containers": [{"name": "web", "image": "ghcr.io/acme/web:1.4.2"}]}},
        },
    }));
    Manifest::of([web, workers]).unwrap()
}

#[test]
fn what_was_written_is_verified() {
    let file = File::new("same");
    let manifest = manifest();
    let yaml = Yaml::new().document_start().header("Generated.\n\nBy a test.");
    for verify in [
        file.verify(),
        file.verify().yaml(yaml.clone()),
        file.verify().yaml(yaml).ignore_image_tags().ignore("spec.replicas").ignore("metadata.annotations"),
    ] {
        let _ = fs::remove_file(&file.0);
        assert_eq!(verify.check(&manifest).unwrap_err().kind(), DriftKind::Missing);
        assert_eq!(verify.update(&manifest).unwrap(), FileChange::Created);
        verify.check(&manifest).unwrap();
        assert_eq!(verify.update(&manifest).unwrap(), FileChange::Unchanged);
        file.write(&file.read().replace('\n', "\r\n"));
        verify.check(&manifest).unwrap();
        assert_eq!(verify.update(&manifest).unwrap(), FileChange::Unchanged);
    }
    let one = pod(json!({"metadata": {"name": "web"}}));
    file.write(&to_yaml(&one).unwrap());
    file.verify().check(&one).unwrap();
    file.verify().check(&Manifest::of([one]).unwrap()).unwrap();
}

#[test]
fn any_line_that_changes_is_drift_but_for_those_that_are_ignored() {
    let file = File::new("lines");
    let manifest = manifest();
    let verify =
        file.verify().ignore_image_tags().ignore("spec.replicas").ignore("spec.volumes[tmp].emptyDir");
    let text = to_yaml(&manifest).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_ignored = |line: &str| {
        let line = line.trim();
        line.starts_with("image: ") && line != "image: x" && !line.contains("embedded")
            || line == "replicas: 3"
            || line == "emptyDir: {}"
    };
    let mut ignored = 0;
    for (at, line) in lines.iter().enumerate() {
        let with = |new: &str| [&lines[..at].concat(), new, &lines[at + 1..].concat()].concat();
        let end = line.trim_end();
        for (new, is_comment) in [
            (String::new(), false),
            (format!("{line}{line}"), false),
            (format!("{end}x\n"), false),
            (format!(" {line}"), false),
            (format!("{end} # comment\n"), true),
            (format!("# comment\n{line}"), true),
            (format!("{end} \n"), false),
            (format!("\n{line}"), false),
        ] {
            file.write(&with(&new));
            let result = verify.check(&manifest);
            // A changed value is kept, whether it is a tag or `replicas: 3x`. A missing line is not.
            let is_other_value = new == format!("{end}x\n") && end.trim() != "image: localhost:5000/proxy";
            let is_blank = new == format!("{end} \n");
            if is_ignored(line) && (is_comment || is_other_value || is_blank) {
                result.unwrap();
                ignored += 1;
            } else {
                let drift = result.expect_err(&new);
                assert_eq!(drift.kind(), DriftKind::Differs);
                assert!(
                    drift.diff().is_some_and(|diff| diff.contains("\n+") || diff.contains("\n-")),
                    "{drift}"
                );
            }
            assert_eq!(verify.update(&manifest).is_ok_and(|written| written == FileChange::Unchanged), {
                is_ignored(line) && (is_comment || is_other_value || is_blank)
            });
            verify.check(&manifest).unwrap();
        }
    }
    assert_eq!(ignored, 6 * 4 - 1);
}

#[test]
fn a_bumped_tag_is_no_drift_and_stays_with_its_comment() {
    let file = File::new("tags");
    let old = manifest();
    let bumped = to_yaml(&old)
        .unwrap()
        .replace("busybox:1.36", "busybox:1.37@sha256:0123")
        .replace(
            "image: ghcr.io/acme/web:1.4.2",
            r#"image: ghcr.io/acme/web:2.0.0 # {"$imagepolicy": "flux:web"}"#,
        )
        .replace(
            "    image: localhost:5000/proxy",
            "    # renovate: depName=proxy\n    image: \"localhost:5000/proxy:7\"",
        );
    file.write(&bumped);
    let verify = file.verify().ignore_image_tags();
    verify.check(&old).unwrap();
    assert_eq!(verify.update(&old).unwrap(), FileChange::Unchanged);
    assert_eq!(file.verify().check(&old).unwrap_err().kind(), DriftKind::Differs);

    // The program now has a new first container, another image and more replicas.
    let web = pod(json!({
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": {"containers": [
            {"name": "first", "image": "first:1"},
            {"name": "proxy", "image": "envoy:1"},
            {"name": "web", "image": "ghcr.io/acme/web:1.4.2", "tty": true},
        ]},
    }));
    let namespace = Object::unvalidated(v1::Namespace::default()).unwrap();
    let new = Manifest::of([old.into_iter().nth(1).unwrap(), web, namespace]).unwrap();
    let drift = verify.check(&new).unwrap_err();
    assert!(!drift.diff().unwrap().contains("1.4.2"), "{drift}");
    assert_eq!(verify.update(&new).unwrap(), FileChange::Changed);
    assert_eq!(
        file.read(),
        r#"apiVersion: v1
kind: Namespace
metadata: {}
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
  - name: first
    image: first:1
  - name: proxy
    # renovate: depName=proxy
    image: envoy:1
  - name: web
    image: ghcr.io/acme/web:2.0.0 # {"$imagepolicy": "flux:web"}
    tty: true
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector: {}
  template:
    spec:
      containers:
      - name: web
        image: ghcr.io/acme/web:2.0.0 # {"$imagepolicy": "flux:web"}
"#
    );
    verify.check(&new).unwrap();
}

#[test]
fn another_image_takes_the_place_of_a_tagged_one_and_leaves_its_comment() {
    let file = File::new("image");
    let with = |image: &str| {
        pod(json!({"metadata": {"name": "web"}, "spec": {"containers": [{"name": "web", "image": image}]}}))
    };
    let verify = file.verify().ignore_image_tags();
    verify.update(&with("nginx:1.26")).unwrap();
    file.write(&file.read().replace("nginx:1.26", "nginx:1.28  # {\"$imagepolicy\": \"flux-system:web\"}"));
    verify.check(&with("nginx:1.26")).unwrap();
    verify.check(&with("nginx")).unwrap();
    verify.check(&with("httpd:1.28")).unwrap_err();
    let one_line = file.read();
    file.write(&format!("{one_line}      and more of it\n"));
    verify.check(&with("nginx:1.26")).unwrap_err();
    file.write(&one_line);
    verify.update(&with("httpd:2.4")).unwrap();
    assert!(
        file.read().ends_with("image: httpd:2.4  # {\"$imagepolicy\": \"flux-system:web\"}\n"),
        "{}",
        file.read()
    );
}

#[test]
fn a_tag_stays_in_a_file_that_another_program_has_indented() {
    let file = File::new("indented");
    let web = pod(
        json!({"metadata": {"name": "web"}, "spec": {"containers": [{"name": "web", "image": "nginx:1", "args": ["a"]}]}}),
    );
    let verify = file.verify().ignore_image_tags().ignore("spec.containers[*].args");
    let indented = "apiVersion: v1
kind: Pod
metadata:
    name: web
spec:
    containers:
        - name: web
          # renovate: depName=nginx
          image: nginx:2 # bumped
          args:
            - b
";
    file.write(indented);
    verify.check(&web).unwrap_err();
    verify.update(&web).unwrap();
    assert_eq!(
        file.read(),
        "apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    # renovate: depName=nginx
    image: nginx:2 # bumped
    args:
    - a
"
    );
    verify.check(&web).unwrap();
}

#[test]
fn a_field_that_is_ignored_may_be_anything() {
    let file = File::new("field");
    let web = |annotations: Value, replicas: i32| {
        deployment(json!({
            "metadata": {"name": "web", "annotations": annotations}, "spec": {"replicas": replicas, "selector": {}, "template": {}},
        }))
    };
    let verify = file.verify().ignore("metadata.annotations").ignore("spec.replicas");
    verify.update(&web(json!({"a": "x\ny\n", "b": "z"}), 1)).unwrap();
    verify.check(&web(json!({"c": "d"}), 7)).unwrap();
    assert_eq!(verify.update(&web(json!({"c": "d"}), 7)).unwrap(), FileChange::Unchanged);
    let drift = file.verify().check(&web(json!({"a": "x\ny\n", "b": "z"}), 7)).unwrap_err();
    assert_eq!(drift.path(), file.0);
    assert_eq!(
        drift.to_string(),
        format!(
            "{} is not what the program writes (-: the file, +: the program)
  @@ -8 +8 @@
         y
       b: z
   spec:
  -  replicas: 1
  +  replicas: 7
     selector: {{}}
     template: {{}}",
            file.0.display()
        )
    );
    let one = file.verify().ignore("metadata.annotations[a]");
    one.check(&web(json!({"a": "other", "b": "z"}), 1)).unwrap();
    one.check(&web(json!({"a": "other", "b": "y"}), 1)).unwrap_err();
    one.check(&web(json!({"a": "other"}), 1)).unwrap_err();
}

#[test]
fn what_leads_nowhere_is_an_error() {
    let file = File::new("paths");
    let manifest = manifest();
    file.verify().update(&manifest).unwrap();
    for path in ["spec.containers[*].imag", "", "spec..x", "spec.containers[3].image", "spec.containers[web"]
    {
        let error = file.verify().ignore("spec.replicas").ignore(path).check(&manifest).unwrap_err();
        assert_eq!(error.kind(), DriftKind::Path, "{path}");
        assert_eq!(
            error.to_string(),
            format!("{}: {path:?} is to be ignored, but the program writes no such field", file.0.display())
        );
    }
    for path in
        ["spec.containers[*].image", "spec.containers[proxy].image", "metadata.annotations[acme.example/x]"]
    {
        file.verify().ignore(path).check(&manifest).unwrap();
    }
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_said() {
    let file = File::new("unreadable");
    let manifest = manifest();
    fs::write(&file.0, b"\xff").unwrap();
    assert_eq!(file.verify().check(&manifest).unwrap_err().kind(), DriftKind::Unreadable);
    assert_eq!(file.verify().update(&manifest).unwrap_err().kind(), DriftKind::Unreadable);
    let below = Verify::new(file.0.join("web.yaml"));
    let error = below.update(&manifest).unwrap_err();
    assert!(matches!(error.kind(), DriftKind::Unreadable | DriftKind::Unwritable), "{error}");
    let directory = Verify::new(file.0.parent().unwrap());
    assert_eq!(directory.check(&manifest).unwrap_err().kind(), DriftKind::Unreadable);
}

/// A container with hostile text in all its fields.
fn container() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec!["web", "db", "a", "b-1"]);
    let tag = prop::option::of("[a-z0-9]{1,4}");
    (
        name,
        tag,
        prop::collection::vec(hostile::text(), 0..4),
        prop::collection::btree_map("[A-Z]{1,3}", hostile::text(), 0..3),
    )
        .prop_map(|(name, tag, args, env)| {
            let image =
                tag.map_or("acme.example:5000/x".to_owned(), |tag| format!("acme.example:5000/x:{tag}"));
            let env: Vec<_> = env.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            json!({"name": name, "image": image, "args": args, "env": env})
        })
}

fn any_pod() -> impl Strategy<Value = Object> {
    let annotations = prop::collection::btree_map(hostile::text(), hostile::text(), 0..4);
    (prop::sample::select(vec!["web", "db", "x"]), annotations, prop::collection::vec(container(), 1..4))
        .prop_map(|(name, annotations, containers)| {
            pod(json!({
                "metadata": {"name": name, "annotations": annotations},
                "spec": {"containers": containers, "initContainers": containers},
            }))
        })
}

fn any_manifest() -> impl Strategy<Value = Manifest> {
    prop::collection::vec(any_pod(), 1..4).prop_map(|pods| {
        let mut manifest = Manifest::new();
        for pod in pods {
            let _ = manifest.add(pod);
        }
        manifest
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..config() })]

    #[test]
    fn what_is_written_is_verified_and_any_other_line_is_drift(
        manifest in any_manifest(), at in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(),
    ) {
        let file = File::new("property");
        let text = to_yaml(&manifest).unwrap();
        file.write(&text);
        let (strict, loose) = (file.verify(), file.verify().ignore_image_tags());
        strict.check(&manifest).unwrap();
        loose.check(&manifest).unwrap();

        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let at = at.index(lines.len());
        let line = lines[at].trim_end_matches('\n');
        let cut = (0..=cut.index(line.len() + 1)).rev().find(|cut| line.is_char_boundary(*cut)).unwrap();
        let changed = format!("{}~{}\n", &line[..cut], &line[cut..]);
        file.write(&[&lines[..at].concat(), changed.as_str(), &lines[at + 1..].concat()].concat());
        strict.check(&manifest).unwrap_err();
        let is_tag = line.starts_with("    image: acme.example:5000/x:") && changed.starts_with("    image: acme.example:5000/x:");
        prop_assert_eq!(loose.check(&manifest).is_ok(), is_tag);
        strict.update(&manifest).unwrap();
        prop_assert_eq!(file.read(), text);
    }

    #[test]
    fn after_an_update_it_is_verified_whatever_was_there(old in any_manifest(), new in any_manifest()) {
        let file = File::new("updates");
        let verify = file.verify().ignore_image_tags().ignore("metadata.name").ignore("spec.containers[*].args");
        file.write(&to_yaml(&old).unwrap().replace(" image: acme.example:5000/x", " image: acme.example:5000/x:bump # {\"$x\": \"y\"}"));
        verify.check(&old).unwrap();
        verify.update(&new).unwrap();
        verify.check(&new).unwrap();
        prop_assert_eq!(verify.update(&new).unwrap(), FileChange::Unchanged);
    }

    #[test]
    fn no_file_makes_it_panic(text in prop::collection::vec(prop_oneof![
        hostile::text(), Just("\n".to_owned()), Just("  ".to_owned()), Just("- ".to_owned()), Just("a: ".to_owned()),
        Just("containers:\n- image: x\n".to_owned()), Just("---\n".to_owned()), Just("key: |\n  x\n".to_owned()),
    ], 0..24), manifest in any_manifest()) {
        let file = File::new("anything");
        let text = text.concat();
        file.write(&text);
        let verify = file.verify().ignore_image_tags().ignore("spec.containers[*]").ignore("metadata.name");
        prop_assert!(verify.check(&manifest).is_err());
        verify.update(&manifest).unwrap();
        verify.check(&manifest).unwrap();
    }
}
