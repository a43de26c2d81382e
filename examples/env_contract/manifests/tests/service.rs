//! The service runs with the environment that the kubelet makes of the manifest.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use podwright::prelude::v1;
use shop_manifests::{Environment, web};

/// Returns the environment that the kubelet gives to the container.
fn environment(container: &v1::Container) -> BTreeMap<String, String> {
    let objects = BTreeMap::from([(("shop", "languages"), "en, de"), (("db", "password"), "hunter2")]);
    let mut environment = BTreeMap::<String, String>::new();
    for var in container.env.iter().flatten() {
        let source = var.value_from.as_ref();
        let config = source.and_then(|source| source.config_map_key_ref.as_ref());
        let secret = source.and_then(|source| source.secret_key_ref.as_ref());
        let key = config.map(|key| (&*key.name, &*key.key)).or(secret.map(|key| (&*key.name, &*key.key)));
        let field = source.and_then(|source| source.field_ref.as_ref()).map(|field| &*field.field_path);
        let value = match (&var.value, key, field) {
            (Some(text), ..) => environment
                .iter()
                .fold(text.clone(), |text, (name, value)| text.replace(&format!("$({name})"), value)),
            (None, Some(key), _) => objects[&key].to_owned(),
            (None, None, Some("metadata.name")) => "web-0".to_owned(),
            other => panic!("{other:?}"),
        };
        environment.insert(var.name.clone(), value);
    }
    environment
}

fn run(environment: &BTreeMap<String, String>) -> Output {
    let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "shop-service"]).status();
    assert!(built.unwrap().success());
    let target = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    Command::new(target.join("debug/shop-service")).env_clear().envs(environment).output().unwrap()
}

#[test]
fn the_service_reads_what_the_manifest_writes() {
    let web = web(Environment::Staging).build().unwrap();
    let container = &web.spec.template.spec.as_ref().unwrap().containers[0];
    let environment = environment(container);

    let output = run(&environment);
    let read = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in [
        "port: 8080,",
        "log_level: Debug,",
        "pod_name: \"web-0\",",
        "public_url: \"https://web-0.shop.example.com\",",
        "region: None,",
        "host: \"db.shop.svc\",",
        "password: Secret(..),",
    ] {
        assert!(read.contains(line), "{line} is not in {read}");
    }
    assert!(!read.contains("hunter2"));

    for name in environment.keys().filter(|name| *name != "LOG_LEVEL") {
        let mut rest = environment.clone();
        rest.remove(name);
        let output = run(&rest);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && said.starts_with(&format!("{name} is not set: it is a")),
            "{said}"
        );
    }
}
