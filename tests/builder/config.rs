//! Config maps and secrets: what declarations make, and what their keys become.

use podwright::config::HashedConfigMap;
use podwright::prelude::*;
use serde_json::{Value, json};

config_map! {
    /// A map with values of every kind.
    pub WebConfig = "web.config" {
        /// How much is logged.
        LEVEL = "level": "info",
        GREETING = "greeting": concat!("$(HOME) $$ ", "\u{e4}\n"),
        LOGO = "logo.png": include_bytes!("config.rs"),
        REGION = "region",
        optional FORMAT = "log.format",
    }
}

config_map!(Empty = "empty" {});
config_map!(Banner = immutable "banner" { TEXT = "text": "hello" });
config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml": "- /\n", LOGO = "logo": include_bytes!("config.rs"), });
external_config_map!(ClusterCa = "kube-root-ca.crt" { CERTIFICATES = "ca.crt", optional OTHER = "other.crt" });

secret! {
    /// The account of the database.
    Db = "db" { USER = "user", PASSWORD = "password", optional OLD = "old-password" }
}
secret!(Optional = immutable "optional" { optional TOKEN = "token" });
external_secret!(Tls = "web-tls" made by "cert-manager" { KEY = "tls.key", optional CA = "ca.crt" });

fn json(object: impl serde::Serialize) -> Value {
    serde_json::to_value(object).unwrap()
}

fn container(change: impl FnOnce(Container) -> Container) -> Value {
    json(v1::Container::from(change(Container::new(name!("web"), image!("nginx:1.27")))))
}

fn pod(change: impl FnOnce(Container) -> Container) -> Valid<v1::Pod> {
    Pod::builder(name!("web"))
        .main(change(Container::new(name!("web"), image!("nginx:1.27"))))
        .build()
        .unwrap()
}

fn fields<T>(result: Result<Valid<T>, Violations>) -> Vec<String> {
    let Err(violations) = result else { return Vec::new() };
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn a_declared_map_has_its_values_as_they_are_written() {
    let map = WebConfig.with(WebConfig::REGION, "eu").build().unwrap();
    let text = json!({ "level": "info", "greeting": "$(HOME) $$ \u{e4}\n", "region": "eu" });
    assert_eq!(json(&map)["data"], text);
    assert_eq!(map.binary_data.as_ref().unwrap()["logo.png"].0, include_bytes!("config.rs"));
    assert_eq!((map.immutable, map.metadata.name.as_deref()), (None, Some("web.config")));

    assert_eq!(
        json(Empty.build().unwrap()),
        json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "empty" } })
    );
    assert_eq!(Banner.build().unwrap().immutable, Some(true));
}

#[test]
fn what_the_declaration_does_not_have_is_set_on_the_builder() {
    let map = WebConfig
        .builder()
        .namespace(name!("shop"))
        .label(key!("app"), value!("web"))
        .with(WebConfig::REGION, "us")
        .with(WebConfig::REGION, "eu")
        .when(true, |map| map.with(WebConfig::FORMAT, "json"))
        .raw(|map| map.immutable = Some(true))
        .build()
        .unwrap();
    assert_eq!(map.metadata.namespace.as_deref(), Some("shop"));
    let data = map.data.as_ref().unwrap();
    assert_eq!((data["region"].as_str(), data["log.format"].as_str()), ("eu", "json"));
    assert_eq!(map.immutable, Some(true));
}

#[test]
fn a_value_that_is_owed_is_asked_for() {
    let region = "data[region]: Required value: the key has no value: `.with(..)` gives it one";
    assert_eq!(fields(WebConfig.builder().build()), [region]);
    assert_eq!(fields(WebConfig.with(WebConfig::FORMAT, "json").build()), [region]);
    let password = "data[password]: Required value: the key has no value: `.with(..)` gives it one";
    assert_eq!(fields(Db.with(Db::USER, "app".to_owned()).build()), [password]);
    assert_eq!(fields(Optional.build()), [""; 0]);
    assert_eq!(Optional.build().unwrap().immutable, Some(true));
}

#[test]
fn keys_are_values_of_variables() {
    // The names are those of the constants, which must not clash.
    let container = container(|container| {
        container
            .env(vars! {
                LEVEL = WebConfig::LEVEL,
                REGION = WebConfig::REGION,
                FORMAT = WebConfig::FORMAT,
                OTHER = WebConfig::LEVEL.optional(),
                ROUTES = Routes::ROUTES,
                PASSWORD = Db::PASSWORD,
                OLD = Db::OLD,
                CA = ClusterCa::CERTIFICATES,
                KEY = Some(Tls::KEY.optional()),
            })
            .env_from(WebConfig)
            .env_from(Db)
            .env_from(Tls.all().prefix(env_name!("TLS_")).optional())
    });
    let key = |name: &str, key: &str| json!({ "configMapKeyRef": { "name": name, "key": key } });
    let optional = |mut key: Value, of: &str| {
        key[of]["optional"] = true.into();
        key
    };
    let secret = |name: &str, key: &str| json!({ "secretKeyRef": { "name": name, "key": key } });
    let sources: Vec<_> =
        container["env"].as_array().unwrap().iter().map(|var| var["valueFrom"].clone()).collect();
    assert_eq!(
        sources,
        [
            key("web.config", "level"),
            key("web.config", "region"),
            optional(key("web.config", "log.format"), "configMapKeyRef"),
            optional(key("web.config", "level"), "configMapKeyRef"),
            key(Routes::name().as_str(), "routes.yaml"),
            secret("db", "password"),
            optional(secret("db", "old-password"), "secretKeyRef"),
            key("kube-root-ca.crt", "ca.crt"),
            optional(secret("web-tls", "tls.key"), "secretKeyRef"),
        ]
    );
    assert_eq!(
        container["envFrom"],
        json!([
            { "configMapRef": { "name": "web.config" } },
            { "secretRef": { "name": "db" } },
            { "prefix": "TLS_", "secretRef": { "name": "web-tls", "optional": true } },
        ])
    );
}

#[test]
fn files_of_one_map_are_of_one_volume() {
    let pod = pod(|container| {
        container
            .mount(WebConfig.file(WebConfig::LOGO).at(path!("/etc/logo.png")))
            .mount(WebConfig.file(WebConfig::LEVEL).at(path!("/etc/level")).read_only())
            .mount(WebConfig.at(path!("/etc/web")))
            .mount(Routes.file(Routes::LOGO).at(path!("/etc/routes")))
            .mount(Tls.file(Tls::KEY).at(path!("/etc/tls.key")))
    });
    let spec = json(pod.spec.as_ref().unwrap());
    assert_eq!(
        spec["volumes"],
        json!([
            { "name": "web-config", "configMap": { "name": "web.config" } },
            { "name": "routes", "configMap": { "name": Routes::name().as_str() } },
            { "name": "web-tls", "secret": { "secretName": "web-tls" } },
        ])
    );
    assert_eq!(
        spec["containers"][0]["volumeMounts"],
        json!([
            { "name": "web-config", "mountPath": "/etc/logo.png", "subPath": "logo.png" },
            { "name": "web-config", "mountPath": "/etc/level", "subPath": "level", "readOnly": true },
            { "name": "web-config", "mountPath": "/etc/web" },
            { "name": "routes", "mountPath": "/etc/routes", "subPath": "logo" },
            { "name": "web-tls", "mountPath": "/etc/tls.key", "subPath": "tls.key" },
        ])
    );
}

#[test]
fn several_maps_and_secrets_are_one_directory() {
    let config = ConfigMap::new(name!("more")).text(config_key!("a"), "b");
    let projected = Volume::projected(name!("all"))
        .project(WebConfig)
        .project(Db.file(Db::PASSWORD))
        .project(WebConfig.item(WebConfig::LEVEL, sub_path!("x/level")).item_in_mode(
            WebConfig::LOGO,
            sub_path!("x/logo"),
            mode!(0o400),
        ))
        .project(Tls.item(Tls::KEY, sub_path!("key")).optional())
        .project(&config)
        .project(config.file("a").unwrap());
    let key = |key: &str| json!({ "key": key, "path": key });
    assert_eq!(
        json(v1::Volume::from(projected))["projected"]["sources"],
        json!([
            { "configMap": { "name": "web.config" } },
            { "secret": { "name": "db", "items": [key("password")] } },
            { "configMap": { "name": "web.config", "items": [
                { "key": "level", "path": "x/level" },
                { "key": "logo.png", "path": "x/logo", "mode": 0o400 },
            ] } },
            { "secret": { "name": "web-tls", "items": [{ "key": "tls.key", "path": "key" }], "optional": true } },
            { "configMap": { "name": "more" } },
            { "configMap": { "name": "more", "items": [key("a")] } },
        ])
    );
    let volume =
        Tls.item(Tls::KEY, sub_path!("key")).optional().volume(name!("key")).default_mode(mode!(0o400));
    assert_eq!(
        json(v1::Volume::from(volume))["secret"],
        json!({ "secretName": "web-tls", "items": [{ "key": "tls.key", "path": "key" }], "optional": true, "defaultMode": 0o400 })
    );
}

#[test]
fn a_hashed_map_is_named_by_its_values() {
    let routes = Routes.build().unwrap();
    assert_eq!(routes.immutable, Some(true));
    assert_eq!(routes.metadata.name.as_deref(), Some(Routes::name().as_str()));

    let hashed = |text: &str| ConfigMap::new(name!("routes")).text(config_key!("routes.yaml"), text).hashed();
    let other = hashed("- /\n").name().clone();
    assert_ne!(&other, hashed("- /a\n").name());
    assert_eq!(&other, hashed("- /\n").label(key!("app"), value!("web")).name());
    assert_eq!(other.as_str().strip_prefix("routes-").unwrap().len(), 10);

    let same = ConfigMap::new(name!("routes"))
        .binary(config_key!("logo"), *include_bytes!("config.rs"))
        .text(config_key!("routes.yaml"), "- /\n")
        .hashed();
    assert_eq!(same.name(), &Routes::name());

    let variable =
        |map: &HashedConfigMap| container(|c| c.env(vars! { A = map.key("routes.yaml").unwrap() }));
    assert_eq!(variable(&hashed("- /\n"))["env"][0]["valueFrom"]["configMapKeyRef"]["name"], other.as_str());
    let long: DnsSubdomain = "a".repeat(253).parse().unwrap();
    assert_eq!(fields(ConfigMap::new(long).text(config_key!("a"), "").hashed().build()), [""; 0]);
}

#[test]
fn a_map_that_is_made_at_run_time_knows_its_keys() {
    let config = ConfigMap::new(name!("web-config"))
        .texts([(config_key!("level"), "info"), (config_key!("routes"), "/")])
        .binary(config_key!("logo"), vec![0, 255]);
    let error = |key: &str| config.key(key).unwrap_err().to_string();
    assert_eq!(error("lvl"), r#"ConfigMap "web-config" has no key "lvl"; it has "level", "routes", "logo""#);
    assert_eq!(error("a/b"), r#"ConfigMap "web-config" has no key "a/b"; it has "level", "routes", "logo""#);
    assert_eq!(
        error("logo"),
        r#"ConfigMap "web-config" has bytes at its key "logo", which cannot be the value of a variable"#
    );
    let empty = ConfigMap::new(name!("empty"));
    assert_eq!(
        empty.file("a").unwrap_err().to_string(),
        r#"ConfigMap "empty" has no key "a"; it has no keys"#
    );
    let secret = Secret::new(name!("db")).value(config_key!("password"), "hunter2".to_owned());
    assert_eq!(
        secret.key("user").unwrap_err().to_string(),
        r#"Secret "db" has no key "user"; it has "password""#
    );
    assert!(secret.key("password").is_ok() && secret.file("password").is_ok());
    let many =
        (0..50).fold(ConfigMap::new(name!("many")), |map, i| map.text(format!("k{i}").parse().unwrap(), ""));
    assert!(many.key("x").unwrap_err().to_string().ends_with(r#""k26", .."#));

    let error: podwright::Error = config.key("lvl").unwrap_err().into();
    assert!(matches!(error, podwright::Error::Key(_)));

    let container = container(|container| {
        container
            .env_from(&config)
            .env_from(&secret)
            .mount(config.at(path!("/etc/web")))
            .mount(secret.at(path!("/etc/db")))
    });
    assert_eq!(container["envFrom"][1]["secretRef"]["name"], "db");
}

#[test]
fn a_key_is_a_text_or_bytes() {
    let map = |map: ConfigMap| {
        let map = map.build().unwrap().into_inner();
        (map.data.map(|data| data.len()), map.binary_data.map(|data| data.len()))
    };
    let config = || ConfigMap::new(name!("web-config"));
    assert_eq!(map(config()), (None, None));
    assert_eq!(map(config().text(config_key!("a"), "").binary(config_key!("a"), vec![])), (None, Some(1)));
    assert_eq!(map(config().binary(config_key!("a"), vec![]).text(config_key!("a"), "")), (Some(1), None));
}

#[test]
fn an_object_that_is_too_long_is_reported_with_the_sizes_of_its_keys() {
    let config = (0..7).fold(ConfigMap::new(name!("boards")), |map, i| {
        map.text(format!("{i}.json").parse().unwrap(), "a".repeat(200_000 + i))
    });
    assert_eq!(
        fields(config.build()),
        ["[]: Too long: may not be more than 1048576 bytes; the values have 1400021: \"6.json\" 200006, \
          \"5.json\" 200005, \"4.json\" 200004, \"3.json\" 200003, \"2.json\" 200002, .."]
    );
    let sized = |size: usize| Secret::new(name!("db")).value(config_key!("a"), vec![0; size]).build();
    assert_eq!(fields(sized(1_048_576)), [""; 0]);
    assert_eq!(
        fields(sized(1_048_577)),
        ["data: Too long: may not be more than 1048576 bytes; the values have 1048577: \"a\" 1048577"]
    );
}

#[test]
fn secrets_of_the_types_of_kubernetes() {
    let data = |secret: Secret| {
        let secret = json(secret.build().unwrap().into_inner());
        (secret["type"].clone(), secret["data"].clone())
    };
    let text = |text: &str| text.to_owned();
    assert_eq!(data(Secret::new(name!("a"))), (Value::Null, Value::Null));
    assert_eq!(
        data(Secret::tls(name!("a"), "crt", text("key")).value(config_key!("ca.crt"), text("ca"))),
        (json!("kubernetes.io/tls"), json!({ "tls.crt": "Y3J0", "tls.key": "a2V5", "ca.crt": "Y2E=" }))
    );
    assert_eq!(
        data(Secret::basic_auth(name!("a"), "user", text("password"))),
        (json!("kubernetes.io/basic-auth"), json!({ "username": "dXNlcg==", "password": "cGFzc3dvcmQ=" }))
    );
    assert_eq!(
        data(Secret::ssh_auth(name!("a"), text("key"))),
        (json!("kubernetes.io/ssh-auth"), json!({ "ssh-privatekey": "a2V5" }))
    );
    // A type of Kubernetes and the credentials stay.
    let pull = Secret::docker_config(name!("a"), DockerConfig::new())
        .value(config_key!(".dockerconfigjson"), text("no JSON"))
        .secret_type("example.com/other".parse().unwrap());
    assert_eq!(
        data(pull),
        (json!("kubernetes.io/dockerconfigjson"), json!({ ".dockerconfigjson": "eyJhdXRocyI6e319" }))
    );
    let token = Secret::service_account_token(name!("a"), name!("ci"))
        .annotation(key!("kubernetes.io/service-account.name"), "")
        .build()
        .unwrap();
    assert_eq!(token.metadata.annotations.as_ref().unwrap()["kubernetes.io/service-account.name"], "ci");
    let custom = Secret::new(name!("a"))
        .secret_type("example.com/login".parse().unwrap())
        .immutable()
        .build()
        .unwrap();
    assert_eq!((custom.type_.as_deref(), custom.immutable), (Some("example.com/login"), Some(true)));
    assert_eq!(
        fields(Secret::ssh_auth(name!("a"), String::new()).build()),
        ["data[ssh-privatekey]: Required value: a Secret of this type has a private key that is not empty"]
    );
}

#[test]
fn checksums_change_with_the_values() {
    let config = |text: &str| ConfigMap::new(name!("web-config")).text(config_key!("level"), text);
    assert_eq!(config("info").checksum(), config("info").label(key!("a"), value!("b")).checksum());
    assert_ne!(config("info").checksum(), config("warn").checksum());
    let of = |annotations: &Annotations| -> Vec<(String, String)> {
        annotations.iter().map(|(key, text)| (key.to_string(), text.to_owned())).collect()
    };
    let checksum = of(&config("info").checksum());
    assert_eq!(checksum, [("checksum.podwright/configmap.web-config".to_owned(), "05ead480e8".to_owned())]);

    let db = |password: &str| Db.with(Db::USER, "app".to_owned()).with(Db::PASSWORD, password.to_owned());
    let key = b"0123456789abcdef";
    assert_eq!(db("a").keyed_checksum(key), db("a").keyed_checksum(key));
    assert_ne!(db("a").keyed_checksum(key), db("b").keyed_checksum(key));
    assert_ne!(db("a").keyed_checksum(key), db("a").keyed_checksum(b"another key"));
    assert_eq!(of(&db("a").keyed_checksum(key))[0].0, "checksum.podwright/secret.db");
}

#[test]
fn externals_say_who_makes_them() {
    assert_eq!(Tls::MADE_BY, Some("cert-manager"));
    assert_eq!(ClusterCa::MADE_BY, None);
    assert_eq!(ClusterCa::reference().to_string(), "kube-root-ca.crt");
}

#[test]
fn a_text_of_a_secret_goes_before_its_data() {
    let report = |secret: Value| {
        let secret: v1::Secret = serde_json::from_value(secret).unwrap();
        let found: Vec<_> = match Valid::new(secret) {
            Ok(secret) => secret.warnings().iter().map(ToString::to_string).collect(),
            Err(violations) => {
                violations.iter().map(|found| format!("{} {}", found.kind(), found.field())).collect()
            }
        };
        found.join(", ")
    };
    let secret = |of: &str, data: Value, texts: Value| {
        report(json!({ "metadata": { "name": "db" }, "type": of, "data": data, "stringData": texts }))
    };
    let docker = "kubernetes.io/dockercfg";
    assert_eq!(secret(docker, json!({ ".dockercfg": "" }), json!({ ".dockercfg": "{}" })), "");
    assert_eq!(
        secret(docker, json!({ ".dockercfg": "e30=" }), json!({ ".dockercfg": "{" })),
        "Invalid value data[.dockercfg]"
    );
    assert_eq!(
        secret("kubernetes.io/tls", json!({}), json!({ "tls.crt": "", "tls.key": "" })),
        "tls.crt holds no PEM data"
    );
    assert_eq!(secret("Opaque", json!({ "a": "" }), json!({ "a/b": "" })), "Invalid value data[a/b]");
    assert_eq!(
        secret("kubernetes.io/basic-auth", json!({}), json!({})),
        "Required value data[username], Required value data[password]"
    );
    let half = "a".repeat(600_000);
    assert_eq!(secret("", json!({ "a": "AAAA" }), json!({ "a": half })), "");
    assert_eq!(secret("", json!({}), json!({ "a": half, "b": half })), "Too long data");
}
