//! The values of Secrets appear only where a manifest is written.

use std::fmt::{Debug, Display};

use podwright::build::Verify;
use podwright::diff::{self, Diff};
use podwright::manifest::{Manifest, Object, Reader, from_yaml};
use podwright::prelude::*;
use podwright::rules::{self, KubeVersion};
use serde_json::{Value, json};

secret!(Db = "db" { USER = "user", PASSWORD = "password" });

const PASSWORD: &str = "hunter2";
/// The password in base64, and as `Debug` shows its bytes.
const FORMS: [&str; 3] = [PASSWORD, "aHVudGVyMg", "104, 117, 110"];

fn password() -> String {
    PASSWORD.to_owned()
}

#[track_caller]
fn is_hidden(shown: &str) {
    let found = FORMS.iter().find(|form| shown.contains(**form));
    assert_eq!(found, None, "{shown}");
}

#[track_caller]
fn debug_hides(value: impl Debug) {
    is_hidden(&format!("{value:?}"));
    is_hidden(&format!("{value:#?}"));
}

#[track_caller]
fn error_hides(error: impl Debug + Display) {
    is_hidden(&format!("{error} {error:?} {error:#?}"));
}

fn secret() -> Secret {
    Secret::new(name!("db")).value(config_key!("password"), password())
}

/// A plain Secret with a value of each form, and a copy of it as `kubectl apply` leaves one.
fn plain() -> v1::Secret {
    let mut plain = secret().build().unwrap().into_inner();
    plain.string_data = Some([("token".to_owned(), password())].into());
    let copy = ("kubectl.kubernetes.io/last-applied-configuration".to_owned(), password());
    plain.metadata.annotations = Some([copy].into());
    plain
}

#[test]
fn debug_shows_keys_only() {
    debug_hides(SecretValue::from(password()));
    debug_hides(secret());
    debug_hides(secret().build().unwrap());
    debug_hides(secret().build());
    debug_hides(Db.with(Db::PASSWORD, password()));
    debug_hides(DockerConfig::new().registry("ghcr.io", "acme", password()));
    debug_hides(Secret::docker_config(
        name!("pull"),
        DockerConfig::new().registry("ghcr.io", "acme", password()),
    ));
    debug_hides(Valid::new(plain()).unwrap());
    debug_hides(Valid::new(&plain()).unwrap());
    debug_hides(Object::unvalidated(plain()).unwrap());
    debug_hides(Object::from(Valid::new(plain()).unwrap()));
    debug_hides(Manifest::of([Object::unvalidated(plain()).unwrap()]).unwrap());
    assert!(format!("{:?}", secret()).contains("password"));
}

/// A Secret as JSON, with a value of each form, a copy as `kubectl apply` leaves one, and a misspelt field.
fn raw() -> Value {
    json!({
        "apiVersion": "v1", "kind": "Secret", "type": "Opaque",
        "metadata": { "name": "db", "annotations": { "kubectl.kubernetes.io/last-applied-configuration": PASSWORD } },
        "data": { "password": "aHVudGVyMg==" }, "stringData": { "token": PASSWORD }, "stringdata": { "old": PASSWORD },
    })
}

/// Objects that are Secrets, or have one in them, and no type of `k8s_openapi` says so.
fn holders() -> [Value; 5] {
    let mut of_list = raw();
    of_list["kind"] = Value::Null;
    let copy = format!("{{\"kind\":\"Secret\",\"stringData\":{{\"a\":{PASSWORD:?}}}}}");
    [
        raw(),
        json!({ "apiVersion": "v1", "kind": "List", "metadata": {}, "items": [{ "kind": "ConfigMap" }, raw()] }),
        json!({ "apiVersion": "v1", "kind": "SecretList", "metadata": {}, "items": [of_list] }),
        json!({
            "apiVersion": "acme.example/v1", "kind": "Object", "metadata": { "name": "db" },
            "spec": { "manifest": raw() },
        }),
        json!({
            "apiVersion": "acme.example/v1", "kind": "Object",
            "metadata": { "name": "db", "annotations": { "kubectl.kubernetes.io/last-applied-configuration": copy } },
        }),
    ]
}

/// A type of a program's own, with a derived `Debug`.
#[derive(Debug)]
struct Own(Value);

impl serde::Serialize for Own {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

fn own(kind: &'static str) -> Own {
    Own(json!({ "apiVersion": "v1", "kind": kind, "metadata": { "name": "db" }, "data": { "a": PASSWORD } }))
}

#[test]
fn an_unvalidated_object_shows_no_values_of_secrets() {
    for holder in holders() {
        let object = Object::unvalidated(holder.clone()).unwrap();
        debug_hides(&object);
        debug_hides(Manifest::of([object.clone()]).unwrap());
        debug_hides(App::builder(name!("shop")).add(object.clone()));
        // Placed and renamed objects are other values.
        let app = App::builder(name!("shop")).namespace(name!("shop")).name_prefix("dev-").add(object);
        let app = app.build().unwrap();
        debug_hides(&app);
        assert_eq!(
            podwright::to_json(&app).unwrap().matches(PASSWORD).count(),
            holder.to_string().matches(PASSWORD).count()
        );
        let text = podwright::to_json(&Object::unvalidated(holder).unwrap()).unwrap();
        for document in Reader::new(text.as_bytes()) {
            debug_hides(document.and_then(|document| document.object()));
        }
    }
    let list = k8s_openapi::List { items: vec![plain()], ..k8s_openapi::List::default() };
    debug_hides(Object::unvalidated(list).unwrap());
    debug_hides(Object::unvalidated(own("Secret")).unwrap());
    debug_hides(App::builder(name!("shop")).add(plain()));
    let shown = format!("{:?}", Object::unvalidated(raw()).unwrap());
    for text in ["db", "password", "token", "Opaque"] {
        assert!(shown.contains(text), "{shown}");
    }
}

#[test]
fn values_of_other_kinds_are_shown() {
    let config =
        v1::ConfigMap { data: Some([("a".to_owned(), password())].into()), ..v1::ConfigMap::default() };
    for object in [
        Object::unvalidated(own("ConfigMap")).unwrap(),
        Object::unvalidated(config.clone()).unwrap(),
        Object::unvalidated(
            json!({ "apiVersion": "v1", "kind": "Secrets", "metadata": {}, "data": PASSWORD }),
        )
        .unwrap(),
    ] {
        assert!(format!("{object:?}").contains(PASSWORD), "{object:?}");
    }
    assert!(format!("{:?}", App::builder(name!("shop")).add(config)).contains(PASSWORD));
}

#[test]
fn a_difference_of_objects_that_hold_secrets_shows_no_values() {
    for holder in holders() {
        let other: Value = serde_json::from_str(
            &holder.to_string().replace(PASSWORD, "other").replace("aHVudGVyMg==", "b3RoZXI="),
        )
        .unwrap();
        let mut without = holder.clone();
        for (name, field) in without.as_object_mut().unwrap() {
            if !["apiVersion", "kind"].contains(&&**name) {
                *field = json!({});
            }
        }
        for (old, new) in [(&holder, &other), (&other, &holder), (&without, &holder), (&holder, &without)] {
            let changes = diff::changes(old, new);
            assert!(!changes.is_empty(), "{old} {new}");
            is_hidden(&format!("{changes:?}"));
            let object = |value: &Value| {
                let mut value = value.clone();
                value["metadata"]["name"] = "db".into();
                Manifest::of([Object::unvalidated(value).unwrap()]).unwrap()
            };
            let diff = Diff::between(&object(old), &object(new)).unwrap();
            is_hidden(&format!("{diff} {diff:?}"));
        }
    }
    let object =
        |password: &str| json!({ "kind": "Object", "spec": { "manifest": { "data": { "a": password } } } });
    let changes = diff::changes(&object(PASSWORD), &object("other"));
    assert_eq!(changes[0].to_string(), "~ spec.manifest.data.a: \"hunter2\" -> \"other\"\n");
}

#[test]
fn violations_warnings_and_errors_show_no_values() {
    for bad in [
        Db.with(Db::PASSWORD, password()).build(),
        secret().raw(|secret| secret.metadata.name = None).build(),
        secret().raw(|secret| secret.type_ = Some("kubernetes.io/dockerconfigjson".to_owned())).build(),
        Secret::new(name!("db")).value(config_key!("password"), PASSWORD.repeat(200_000)).build(),
        secret()
            .value(config_key!(".dockercfg"), password())
            .raw(|secret| secret.type_ = Some("kubernetes.io/dockercfg".to_owned()))
            .build(),
    ] {
        let violations = bad.unwrap_err();
        error_hides(&violations);
        for violation in &violations {
            is_hidden(&format!("{violation} {:?} {}", violation.value(), violation.detail()));
        }
        error_hides(podwright::Error::from(violations));
    }
    let tls = Secret::tls(name!("tls"), PASSWORD, password()).build().unwrap();
    assert_eq!(tls.warnings().len(), 1);
    debug_hides(tls.warnings());
    let report = rules::validate(&plain(), KubeVersion::ENABLED);
    debug_hides(report.warnings());
    debug_hides(rules::advise(&plain()));
    error_hides(secret().key("user").unwrap_err());
    error_hides(DockerConfig::from_json(password()).unwrap_err());
}

#[test]
fn what_is_read_shows_no_values() {
    let yaml = podwright::to_yaml(&Object::unvalidated(plain()).unwrap()).unwrap();
    let list = format!(
        "apiVersion: v1\nkind: List\nitems:\n- {}\n- {{apiVersion: acme.example/v1, kind: Other}}\n",
        yaml.trim_end().replace('\n', "\n  ")
    );
    for text in [&yaml, &list] {
        for document in Reader::new(text.as_bytes()) {
            let document = document.unwrap();
            debug_hides(&document);
            debug_hides(document.object().unwrap());
            if document.kind() == "Secret" {
                debug_hides(document.valid::<v1::Secret>().unwrap());
            }
        }
    }
}

#[test]
fn what_cannot_be_read_shows_no_values() {
    let head = "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n";
    for rest in [
        "data:\n  password: hunter2!\n",
        "data: hunter2\n",
        "data: [hunter2]\n",
        "data: {a: {b: hunter2}}\n",
        "stringData: {password: [hunter2]}\n",
        "stringData:\n  password: 'hunter2\n",
        "stringData:\n  password: \"hunter2\" x\n",
        "stringData:\n\tpassword: hunter2\n",
        "stringData: {a: hunter2, a: hunter2}\n",
        "password: hunter2\n",
        "immutable: hunter2\n",
        "data:\n  a/b: aHVudGVyMg==\n",
        "type: kubernetes.io/tls\ndata:\n  tls.crt: aHVudGVyMg==\n",
        "type: kubernetes.io/dockercfg\ndata:\n  .dockercfg: aHVudGVyMg==\n",
    ] {
        let text = format!("{head}{rest}");
        let errors = from_yaml::<v1::Secret>(&text).map(|_| ()).err();
        let read =
            Reader::new(text.as_bytes()).next().unwrap().and_then(|document| document.object().map(|_| ()));
        let read = read.err();
        assert!(read.is_some(), "{text}");
        for errors in [errors, read].into_iter().flatten() {
            error_hides(&errors);
            is_hidden(&errors.excerpts().to_string());
            is_hidden(&format!("{:?}", errors.excerpts()));
        }
    }
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata: hunter2\n";
    let errors = Reader::new(map.as_bytes()).next().unwrap().unwrap().object().unwrap_err();
    assert!(errors.excerpts().to_string().contains(PASSWORD), "the lines of other kinds are shown");
}

#[test]
fn a_diff_shows_no_values() {
    let directory = std::env::temp_dir().join(format!("podwright-secrets-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("db.yaml");
    let verify = Verify::new(&path);
    let built = |password: &str| {
        Secret::new(name!("db")).value(config_key!("password"), password.to_owned()).build().unwrap()
    };
    verify.update(&built(PASSWORD)).unwrap();
    verify.check(&built(PASSWORD)).unwrap();
    for change in ["", "stringData: {token: hunter2}\n", "# password: hunter2\n"] {
        let mut text = std::fs::read_to_string(&path).unwrap();
        text.push_str(change);
        std::fs::write(&path, &text).unwrap();
        let drift = verify.check(&built("other")).unwrap_err();
        let diff = drift.diff().unwrap();
        assert!(diff.contains("-  password: ..\n") && diff.contains("+  password: ..\n"), "{diff}");
        error_hides(&drift);
        error_hides(podwright::Error::from(drift));
    }
    std::fs::remove_dir_all(directory).unwrap();
}
