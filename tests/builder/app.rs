//! Applications: what their objects get, how they are renamed, and what is reported of them.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::apps::v1 as apps;
use podwright::links::{Completeness, External, Links, ObjectName, Outcome, Reference, Target};
use podwright::manifest::{Manifest, Object, Reader};
use podwright::prelude::*;
use podwright::rules::pod_security::Level;
use podwright_tests::config;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

config_map! {
    /// What the web server reads.
    WebConfig = "web-config" { LEVEL = "level": "info", ROUTES = "routes.yaml": "- /\n" }
}
config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml": "- /\n" });
external_secret!(Db = "db" made by "the platform team" { PASSWORD = "password", USER = "user" });
external_config_map!(Ca = "ca" { BUNDLE = "bundle.pem" });
secret!(Token = "token" { TOKEN = "token" });
claim!(Models = "models", Claim::new(Storage::gib(1)).read_write_many());

fn container(name: DnsLabel) -> Container {
    Container::new(name, image!("nginx:1.27")).resources(Resources::new().cpu(Cpu::millis(100)..))
}

fn deployment(name: DnsSubdomain, change: impl FnOnce(Container) -> Container) -> Deployment {
    Deployment::new(name, PodTemplate::builder().main(change(container(name!("main")))))
}

fn web() -> Deployment {
    deployment(name!("web"), |main| main)
}

/// A part of an application, with the parts that it cannot be without.
struct Part {
    name: &'static str,
    needs: &'static [&'static str],
    add: Box<dyn FnOnce(AppBuilder) -> AppBuilder>,
}

fn part(
    name: &'static str,
    needs: &'static [&'static str],
    add: impl FnOnce(AppBuilder) -> AppBuilder + 'static,
) -> Part {
    Part { name, needs, add: Box::new(add) }
}

/// Objects that refer to each other in every way that a builder has.
fn parts() -> Vec<Part> {
    let http = port!("http", 8080);
    let sql = port!("sql", 5432);
    let peers =
        Service::headless(name!("db")).selector(labels! { "app.kubernetes.io/name" = "db" }).port(&sql, 5432);
    let data = Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)));
    let db = Container::new(name!("db"), image!("postgres:17")).port(&sql).mount(data.at(path!("/data")));
    let db = StatefulSet::new(name!("db"), &peers, PodTemplate::builder().main(db)).replicas(2);
    let first = db.replica_service(0).port(&sql, 5432);
    let config = ConfigMapRef::new(name!("web-config"));
    let account = ServiceAccount::new(name!("web"))
        .can(Verbs::READ, &config)
        .in_cluster(ClusterRights::new().can(Verbs::READ, resources!("nodes")));

    let catalog = Service::external(name!("db")).in_namespace(name!("other")).port(&http, 80);
    let main = container(name!("web"))
        .port(&http)
        .env(vars! {
            LEVEL = WebConfig::LEVEL,
            PASSWORD = Db::PASSWORD,
            TOKEN = Token::TOKEN,
            DB_HOST = peers.host(),
            DB_URL = peers.url("postgres", &sql),
            CATALOG = catalog.address(80),
        })
        .env_from(Ca)
        .mount(WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")))
        .mount(Routes.at(path!("/etc/routes")))
        .mount(Db.at(path!("/etc/db")))
        .mount(Volume::claim(name!("models"), &ClaimRef::new(Models::NAME)).at(path!("/models")));
    let template =
        PodTemplate::builder().init(peers.wait(name!("wait"))).main(main).service_account(&account);
    let web = Deployment::new(name!("web"), template).replicas(Autoscale::between(2, 10).cpu_utilization(70));
    let service = web.service().port(&http, 80);
    let ingress =
        Ingress::new(name!("web")).route(host!("shop.example.com"), prefix!("/"), service.backend(80));
    let budget = web.disruption_budget(MaxUnavailable(1));
    let policy = NetworkPolicy::over(name!("web"), web.pods()).deny_egress();
    vec![
        part("config", &[], |app| app.add(Some(WebConfig))),
        part("routes", &[], |app| app.add(Routes)),
        part("token", &[], |app| app.add(Token.with(Token::TOKEN, "t0ken".to_owned()))),
        part("models", &[], |app| app.add(Models)),
        part("account", &[], |app| app.add(account)),
        part("web", &["config", "routes", "token", "models", "account"], |app| app.add(web)),
        part("service", &["web"], |app| app.add(vec![service])),
        part("peers", &["db"], |app| app.add(peers)),
        part("first", &["db"], |app| app.add(first)),
        part("ingress", &["service"], |app| app.add([ingress])),
        part("budget", &["web"], |app| app.add(budget)),
        // A policy over pods that are not there yet is a note.
        part("policy", &[], |app| app.add(policy)),
        part("db", &["peers"], |app| app.add(db)),
    ]
}

fn shop() -> AppBuilder {
    App::builder(name!("shop")).namespace(name!("shop"))
}

pub(crate) fn members() -> AppBuilder {
    parts().into_iter().fold(shop(), |app, part| (part.add)(app))
}

fn names(manifest: &Manifest) -> Vec<String> {
    manifest.iter().map(ToString::to_string).collect()
}

fn json(app: &App, kind: &str, name: &str) -> Value {
    let found = app.manifest().iter().find(|object| object.kind() == kind && object.name() == Some(name));
    let found = found.unwrap_or_else(|| panic!("no {kind} {name} in {:?}", names(app.manifest())));
    serde_json::from_str(&podwright::to_json(found).unwrap()).unwrap()
}

/// The references of an application, with the names of its objects as `rename` has them.
fn references(links: &Links, rename: impl Fn(&ObjectName) -> String) -> BTreeSet<String> {
    let target = |target: &Target| match target {
        Target::Object(name) => rename(name),
        Target::Selected { objects, .. } => {
            objects.iter().map(|name| rename(name)).collect::<Vec<_>>().join("+")
        }
        other => format!("{other:?}"),
    };
    links
        .references()
        .iter()
        .map(|it| {
            let outcome = format!("{:?}", it.outcome()).replace("dev-", "").replace("-blue", "");
            format!(
                "{} {} -> {} {:?} {outcome}",
                rename(it.from()),
                it.field(),
                target(it.target()),
                it.part()
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(config())]

    /// An application builds if and only if it has what its parts need. Then each of its references resolves.
    #[test]
    fn what_builds_has_no_reference_that_leads_nowhere(
        chosen in vec(any::<bool>(), 13),
        prefix in prop::option::of("[a-z]{1,4}-"),
        instance in any::<bool>(),
    ) {
        let parts: Vec<Part> =
            parts().into_iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(part, _)| part).collect();
        let there: BTreeSet<&str> = parts.iter().map(|part| part.name).collect();
        let needed: BTreeSet<&str> = parts.iter().flat_map(|part| part.needs).copied().collect();
        let missing: Vec<_> = needed.difference(&there).collect();
        let app = parts.into_iter().fold(shop(), |app, part| (part.add)(app));
        let app = app
            .with_some(prefix, |app, prefix| app.name_prefix(&prefix))
            .when(instance, |app| app.instance(value!("blue")));
        match app.build() {
            Ok(app) => {
                prop_assert!(missing.is_empty(), "{:?} is missing", missing);
                let noted: BTreeSet<&str> =
                    app.notes().iter().flat_map(podwright::links::Finding::places).map(podwright::links::Place::field).collect();
                for reference in app.links().references() {
                    let is_noted = noted.contains(reference.field());
                    prop_assert!(!reference.outcome().is_dangling() || is_noted, "{:?}", reference);
                }
                for object in app.manifest() {
                    let object: Value = serde_json::from_str(&podwright::to_json(object).unwrap()).unwrap();
                    let labels = &object["spec"]["template"]["metadata"]["labels"];
                    for (key, value) in object["spec"]["selector"]["matchLabels"].as_object().into_iter().flatten() {
                        prop_assert!(labels.is_null() || labels[key] == *value, "{}", object);
                    }
                }
            }
            Err(error) => {
                prop_assert!(!missing.is_empty(), "{}", error);
                prop_assert!(!error.findings().is_empty() && error.violations().is_empty(), "{}", error);
            }
        }
    }
}

#[test]
fn all_references_of_a_whole_application_resolve() {
    let app = members().build().unwrap();
    assert_eq!(app.notes(), []);
    let open: Vec<_> = app.links().references().iter().filter(|it| it.outcome().is_dangling()).collect();
    assert!(open.is_empty(), "{open:?}");
    let external: BTreeSet<_> = app
        .links()
        .references()
        .iter()
        .filter(|it| matches!(it.outcome(), Outcome::Unknown(_)))
        .map(|it| match it.target() {
            Target::Object(name) => name.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(external, [r#"ConfigMap "shop/ca""#, r#"Secret "shop/db""#].map(str::to_owned).into());
    assert!(app.links().references().len() > 25, "{}", app.links().references().len());
    assert_eq!(app.manifest().len(), 18);
}

#[test]
fn objects_get_the_label_and_the_namespace_of_the_application() {
    let app = members().label(key!("team"), value!("shop")).build().unwrap();
    for object in app.manifest() {
        let json: Value = serde_json::from_str(&podwright::to_json(object).unwrap()).unwrap();
        let labels = &json["metadata"]["labels"];
        assert_eq!(
            (&labels["app.kubernetes.io/part-of"], &labels["team"]),
            (&json!("shop"), &json!("shop")),
            "{object}"
        );
        let is_of_cluster = object.kind().starts_with("Cluster");
        assert_eq!(object.namespace(), (!is_of_cluster).then_some("shop"), "{object}");
        assert_eq!(json["metadata"].get("namespace"), (!is_of_cluster).then_some(&json!("shop")), "{object}");
    }
    let web = json(&app, "Deployment", "web");
    assert_eq!(web["spec"]["template"]["metadata"]["labels"], json!({ "app.kubernetes.io/name": "web" }));
    let binding = json(&app, "RoleBinding", "web");
    assert_eq!(binding["subjects"][0]["namespace"], "shop");
}

#[test]
fn what_an_object_has_stays() {
    let labels = labels! { "app.kubernetes.io/part-of" = "other", "team" = "web" };
    let valid = web().labels(labels).namespace(name!("own")).build().unwrap();
    let app = App::builder(name!("shop"))
        .namespace(name!("shop"))
        .label(key!("team"), value!("shop"))
        .add(valid)
        .add_in(name!("third"), ConfigMap::new(name!("map")))
        .build()
        .unwrap();
    assert_eq!(names(app.manifest()), [r#"ConfigMap "third/map""#, r#"Deployment "own/web""#]);
    let labels = json(&app, "Deployment", "web")["metadata"]["labels"].clone();
    assert_eq!(labels, json!({ "app.kubernetes.io/part-of": "other", "team": "web" }));
}

#[test]
fn labels_of_pods_are_on_pods_alone() {
    let pod = Pod::builder(name!("debug")).main(container(name!("main")));
    let job = JobTemplate::never(PodTemplate::builder().main(container(name!("main"))));

    let template = PodTemplate::builder().label(key!("tier"), value!("front")).main(container(name!("main")));
    let app = App::builder(name!("shop"))
        .pod_labels(labels! { "tier" = "back", "team" = "shop" })
        .add(pod)
        .add(Job::new(name!("migrate"), job))
        .add(Deployment::new(name!("web"), template))
        .build()
        .unwrap();
    let deployment = json(&app, "Deployment", "web");
    let expected = json!({ "app.kubernetes.io/name": "web", "tier": "front", "team": "shop" });
    assert_eq!(deployment["spec"]["template"]["metadata"]["labels"], expected);
    assert_eq!(deployment["spec"]["selector"], json!({ "matchLabels": { "app.kubernetes.io/name": "web" } }));
    assert_eq!(deployment["metadata"]["labels"], json!({ "app.kubernetes.io/part-of": "shop" }));
    assert_eq!(json(&app, "Job", "migrate")["spec"]["template"]["metadata"]["labels"]["team"], "shop");
    assert_eq!(json(&app, "Pod", "debug")["metadata"]["labels"]["tier"], "back");
}

#[test]
fn every_reference_follows_a_renamed_object() {
    let plain = members().build().unwrap();
    let renamed = members().name_prefix("dev-").name_suffix("-blue").build().unwrap();
    let is_of_cluster = |kind: &str| kind.starts_with("Cluster");
    let own: BTreeSet<ObjectName> = plain.manifest().iter().map(ObjectName::from).collect();
    let expected = |name: &ObjectName| {
        let name = name.to_string();
        let is_own = own.iter().any(|own| own.to_string() == name && !is_of_cluster(own.kind()));
        match name.strip_suffix('"').and_then(|name| name.rsplit_once(['/', '"'])) {
            Some((start, end)) if is_own => format!("{start}/dev-{end}-blue"),
            Some((start, end)) => format!("{start}/{end}"),
            None => panic!("{name}"),
        }
    };
    let as_it_is = |name: &ObjectName| {
        let name = name.to_string();
        let (start, end) = name.strip_suffix('"').and_then(|name| name.rsplit_once(['/', '"'])).unwrap();
        format!("{start}/{end}")
    };
    assert_eq!(references(renamed.links(), as_it_is), references(plain.links(), expected));
    assert_eq!(renamed.manifest().len(), plain.manifest().len());
    assert_eq!(renamed.notes(), []);

    let text = podwright::to_yaml(&renamed).unwrap();
    let deployment = json(&renamed, "Deployment", "dev-web-blue");
    let spec = &deployment["spec"]["template"]["spec"];
    let env = |at: usize| spec["containers"][0]["env"][at]["value"].as_str().unwrap();
    assert_eq!((env(3), env(4)), ("dev-db-blue", "postgres://dev-db-blue:5432"));
    assert_eq!(env(5), "db.other:80", "a service of another namespace keeps its name");
    let wait = spec["initContainers"][0]["command"][2].as_str().unwrap();
    assert!(wait.contains("nslookup dev-db-blue.") && wait.contains("service dev-db-blue'"), "{wait}");
    assert_eq!(
        json(&renamed, "Role", "dev-web-blue")["rules"][0]["resourceNames"],
        json!(["dev-web-config-blue"])
    );
    let first = json(&renamed, "Service", "dev-db-0-blue");
    assert_eq!(first["spec"]["selector"], json!({ "statefulset.kubernetes.io/pod-name": "dev-db-blue-0" }));
    assert!(
        !text.contains("dev-dev-") && !text.contains("dev-ca") && !text.contains("name: dev-db\n"),
        "{text}"
    );
    assert!(names(renamed.manifest()).contains(&r#"ClusterRole "shop-web""#.to_owned()));

    let both = members().name_prefix("dev-").rename_cluster_scoped().build().unwrap();
    let binding = json(&both, "ClusterRoleBinding", "dev-shop-web");
    assert_eq!(binding["roleRef"]["name"], "dev-shop-web");
    assert_eq!(binding["subjects"][0]["name"], "dev-web");
}

#[test]
fn the_claims_of_a_stateful_set_are_renamed_as_its_controller_names_them() {
    let peers = Service::headless(name!("db"))
        .selector(labels! { "app.kubernetes.io/name" = "db" })
        .port_number(80, 80);
    let data = Volume::claim_template(name!("data"), Claim::new(Storage::gib(1)));
    let db = || {
        let db = container(name!("db")).mount(data.at(path!("/data")));
        StatefulSet::new(name!("db"), &peers, PodTemplate::builder().main(db)).replicas(3)
    };
    let claim = |name: &str| PersistentVolumeClaim::new(name.parse().unwrap(), Claim::new(Storage::gib(1)));
    let backup = |name: &str| {
        let volume = Volume::claim(name!("data"), &name.parse().unwrap());
        Pod::builder(name!("backup")).main(container(name!("main")).mount(volume.at(path!("/data"))))
    };
    let app = |of: &str| App::builder(name!("shop")).add(peers.clone()).add(db()).add(backup(of));
    let claim_of = |app: &App, pod: &str| {
        json(app, "Pod", pod)["spec"]["volumes"][0]["persistentVolumeClaim"]["claimName"].clone()
    };

    // What the set makes, what was made before, and what it may make when it is scaled.
    for (name, renamed) in [("data-db-0", "data-x-db-blue-0"), ("data-db-7", "data-x-db-blue-7")] {
        let bare = app(name).name_prefix("x-").name_suffix("-blue").build().unwrap();
        assert_eq!(claim_of(&bare, "x-backup-blue"), renamed);
        let own = app(name).name_prefix("x-").name_suffix("-blue").add(claim(name)).build().unwrap();
        assert_eq!(claim_of(&own, "x-backup-blue"), renamed);
        json(&own, "PersistentVolumeClaim", renamed);
        let reader =
            Role::new(rbac_name!("reader")).can(Verbs::READ, &ClaimRef::try_from(name.to_owned()).unwrap());
        let role = app(name).name_prefix("x-").add(reader).build().unwrap();
        let names = &json(&role, "Role", "x-reader")["rules"][0]["resourceNames"];
        assert_eq!(names, &json!([renamed.replace("-blue", "")]));
    }

    // Claims that no controller makes have names like all objects.
    for name in ["data-web-0", "logs-db-0", "data-db", "data-db-00", "data-db-a", "db-0"] {
        let own = app(name).name_prefix("x-").add(claim(name)).build().unwrap();
        let renamed = format!("x-{name}");
        assert_eq!(claim_of(&own, "x-backup"), json!(renamed));
        json(&own, "PersistentVolumeClaim", &renamed);
        let error = app(name).name_prefix("x-").build().unwrap_err();
        assert_eq!(error.findings()[0].rule(), "link-claim-missing", "{name}");
    }

    // The set may be in another part of the application, or in another namespace.
    let joined = |prefix_of_set: &str, namespace: DnsLabel| {
        let set = App::builder(name!("db"))
            .namespace(name!("shop"))
            .name_prefix(prefix_of_set)
            .add(peers.clone())
            .add(db());
        let rest = App::builder(name!("rest")).namespace(namespace).name_prefix("y-").add(claim("data-db-0"));
        let app = App::join(name!("all"), [set, rest.add(backup("data-db-0"))]).build().unwrap();
        claim_of(&app, "y-backup").as_str().unwrap().to_owned()
    };
    assert_eq!(joined("x-", name!("shop")), "data-x-db-0");
    assert_eq!(joined("", name!("shop")), "data-db-0");
    assert_eq!(joined("x-", name!("other")), "y-data-db-0");
}

#[test]
fn a_plain_service_of_both_families_can_be_applied_again() {
    let service = |spec: Value| -> v1::Service {
        let mut spec = spec;
        spec["ports"] = json!([{ "port": 80, "protocol": "TCP" }]);
        serde_json::from_value(json!({ "metadata": { "name": "web" }, "spec": spec })).unwrap()
    };
    let one = service(json!({ "ipFamilyPolicy": "RequireDualStack", "ipFamilies": ["IPv6"] }));
    let error = App::builder(name!("shop")).add(one.clone()).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "App \"shop\" cannot be built: 1 problem\n  Service \"web\" spec.ipFamilies: Invalid value: \"IPv6\": the API server adds the \
         other family, and then the second apply fails; name both, or none"
    );
    // Create accepts it.
    assert!(Valid::new(one).is_ok());
    for spec in [
        json!({ "ipFamilyPolicy": "RequireDualStack" }),
        json!({ "ipFamilyPolicy": "RequireDualStack", "ipFamilies": ["IPv6", "IPv4"] }),
        json!({ "ipFamilyPolicy": "SingleStack", "ipFamilies": ["IPv6"] }),
        json!({ "ipFamilies": ["IPv6"] }),
        // A cluster of one family adds no other.
        json!({ "ipFamilyPolicy": "PreferDualStack", "ipFamilies": ["IPv6"] }),
    ] {
        assert!(App::builder(name!("shop")).add(service(spec.clone())).build().is_ok(), "{spec}");
    }
    let unknown = service(json!({ "ipFamilyPolicy": "RequireDualStack", "ipFamilies": ["IPv5"] }));
    assert_eq!(App::builder(name!("shop")).add(unknown).build().unwrap_err().violations()[0].len(), 1);
}

#[test]
fn what_is_renamed_keeps_its_type_and_is_validated_again() {
    let app = members().name_prefix("dev-").build().unwrap();
    let deployment = app.manifest().iter().find_map(Object::downcast_ref::<apps::Deployment>).unwrap();
    assert_eq!(deployment.metadata.name.as_deref(), Some("dev-web"));

    let error = App::builder(name!("shop")).name_prefix("Dev_").add(web()).build().unwrap_err();
    assert!(
        error.to_string().contains("Deployment \"Dev_web\" metadata.name: Invalid value: \"Dev_web\""),
        "{error}"
    );
    let long = "x".repeat(60) + "-";
    let error =
        App::builder(name!("shop")).name_prefix(&long).add(web().service().port_number(80, 80)).add(web());
    assert!(
        error.build().unwrap_err().to_string().contains("metadata.name: Invalid value"),
        "names have a length"
    );
}

#[test]
fn a_text_that_no_handle_wrote_is_noted() {
    let service = || web().service().port_number(8080, 80);
    let by_hand = || deployment(name!("cron"), |main| main.args(["--url=http://web:80/"]));
    let app = || App::builder(name!("shop")).add(web()).add(service()).add(by_hand());
    assert_eq!(app().build().unwrap().notes(), []);
    let app = app().name_prefix("dev-").build().unwrap();
    assert_eq!(
        app.notes()[0].to_string(),
        "Deployment \"cron\" spec.template.spec.containers[0].args[0]: Service \"web\" is renamed to \"dev-web\", and this text \
         keeps the old name: write it with `.address(..)`, `.url(..)` or `.host()` of the service"
    );
    assert_eq!((app.notes().len(), app.notes()[0].rule()), (1, "link-name-in-text"));
}

#[test]
fn the_selectors_of_an_instance_select_its_own_pods() {
    let install = |color: &str| {
        let suffix = format!("-{color}");
        members()
            .name_suffix(&suffix)
            .instance(LabelValue::try_from(color.to_owned()).unwrap())
            .rename_cluster_scoped()
    };
    let (blue, green) = (install("blue").build().unwrap(), install("green").build().unwrap());
    let deployment = json(&blue, "Deployment", "web-blue");
    let labels = json!({ "app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "blue" });
    assert_eq!(deployment["spec"]["selector"]["matchLabels"], labels);
    assert_eq!(deployment["spec"]["template"]["metadata"]["labels"], labels);
    assert_eq!(json(&blue, "Service", "web-blue")["spec"]["selector"], labels);
    assert_eq!(json(&blue, "PodDisruptionBudget", "web-blue")["spec"]["selector"]["matchLabels"], labels);
    assert_eq!(json(&blue, "NetworkPolicy", "web-blue")["spec"]["podSelector"]["matchLabels"], labels);

    let mut both = Manifest::from(blue);
    both.add_all(Manifest::from(green)).unwrap();
    let links = Links::between(&both);
    for reference in links.references() {
        if let Target::Selected { objects, .. } = reference.target() {
            let color = reference.from().name().rsplit('-').next().unwrap();
            assert!(!objects.is_empty(), "{reference:?}");
            assert!(objects.iter().all(|object| object.name().ends_with(color)), "{reference:?}");
        }
    }
    let one = App::builder(name!("shop")).name_suffix("-blue").add(web()).build().unwrap();
    let other = App::builder(name!("shop")).name_suffix("-green").add(web()).build().unwrap();
    let overlap = App::builder(name!("both")).add(Manifest::from(one)).add(Manifest::from(other)).build();
    assert_eq!(overlap.unwrap_err().findings()[0].rule(), "link-selectors-overlap");
}

#[test]
fn everything_that_is_wrong_is_reported_at_once() {
    let app = App::builder(name!("shop"))
        .add(deployment(name!("web"), |main| main.raw(|container| container.image = None)))
        .add(ConfigMap::new(name!("map")).raw(|map| map.metadata.name = Some("Map".to_owned())))
        .add(v1::Namespace::default());
    assert_eq!(
        app.build().unwrap_err().to_string(),
        "App \"shop\" cannot be built: 3 problems\n  \
         Deployment \"web\" spec.template.spec.containers[0].image: Required value\n  \
         ConfigMap \"Map\" metadata.name: Invalid value: \"Map\": a DNS-1123 subdomain holds only a-z, 0-9, '-' and '.'\n  \
         Namespace without a name metadata.name: Required value: name the object, or set generateName"
    );

    let app = App::builder(name!("shop"))
        .add(web())
        .add(web())
        .add(deployment(name!("cron"), |main| main.env_from(WebConfig)));
    let error = app.build().unwrap_err();
    assert_eq!((error.violations().len(), error.duplicates().len(), error.findings().len()), (0, 1, 1));
    assert!(
        error
            .to_string()
            .starts_with("App \"shop\" cannot be built: 2 problems\n  Deployment \"web\" of apps/v1 is in")
    );
    let converted: podwright::Error = error.into();
    assert!(matches!(converted, podwright::Error::App(_)));
}

#[test]
fn a_part_that_is_left_out_is_named_where_it_is_used() {
    let with = |config: Option<WebConfig>| {
        let web = deployment(name!("web"), |main| main.env(vars! { LEVEL = WebConfig::LEVEL }));
        App::builder(name!("shop")).add(web).add(config).build()
    };
    assert!(with(Some(WebConfig)).is_ok());
    let error = with(None).unwrap_err();
    let place = &error.findings()[0].places()[0];
    assert_eq!(place.field(), "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name");
}

#[test]
fn what_others_make_is_declared_external() {
    let db = SecretRef::new(name!("legacy"));
    let files = Volume::projected(name!("files")).project(Db);
    let app = || {
        let web = deployment(name!("web"), |main| {
            main.env_from(&db)
                .mount(files.at(path!("/files")))
                .mount(Claim::external(name!("archive")).at(path!("/archive")))
        });
        App::builder(name!("shop")).add(web)
    };
    let missing: Vec<_> =
        app().build().unwrap_err().findings().iter().map(|it| it.message().to_owned()).collect();
    assert_eq!(missing, [r#"Secret "legacy" is not in the set"#]);
    let app = app().external(&db).build().unwrap();
    let reasons: Vec<_> = app.links().references().iter().map(|it| format!("{:?}", it.outcome())).collect();
    assert!(reasons.contains(&r#"Unknown(External(Some("the platform team")))"#.to_owned()), "{reasons:?}");

    let policy = NetworkPolicy::over(name!("operators"), labels! { "app" = "operator" }).deny_ingress();
    let budget =
        DisruptionBudget::over(name!("operators"), labels! { "app" = "operator" }, MaxUnavailable(1));
    let app = || App::builder(name!("shop")).add(policy.clone()).add(budget.clone());
    assert!(app().build().is_err());
    assert!(app().external(External::pods([("app", "operator")])).build().is_ok());
}

/// The applications of one workload that mounts a volume.
fn mounting(volume: impl Into<Volume>) -> AppBuilder {
    let volume: Volume = volume.into();
    App::builder(name!("shop")).add(deployment(name!("web"), |main| main.mount(volume.at(path!("/files")))))
}

/// The ways to name a Secret as a whole.
fn secret_users(secret: &SecretRef) -> Vec<AppBuilder> {
    let app = |object: Deployment| App::builder(name!("shop")).add(object);
    let service = web().service().port_number(80, 80);
    let ingress = Ingress::new(name!("web"))
        .route(host!("a.example"), prefix!("/"), service.backend(80))
        .tls([host!("a.example")], secret);
    let account = |change: &dyn Fn(ServiceAccount) -> ServiceAccount| {
        App::builder(name!("shop")).add(change(ServiceAccount::new(name!("web"))))
    };
    vec![
        mounting(Volume::secret(name!("files"), secret)),
        mounting(Volume::new(name!("files"), SecretSource::new(secret))),
        app(deployment(name!("web"), |main| main.env(vars! { USER = secret.key(config_key!("user")) }))),
        mounting(Volume::projected(name!("files")).project(secret)),
        mounting(Volume::new(name!("files"), Projected::new().project(secret.clone()))),
        mounting(Volume::projected(name!("files")).project(SecretProjection::new(secret))),
        app(deployment(name!("web"), |main| main.env_from(secret))),
        app(web().template(|pod| pod.pull_secret(secret))),
        app(web().template(|pod| pod.pull_secrets([secret]))),
        app(web()).add(service).add(ingress),
        account(&|account| account.pull_secret(secret)),
        account(&|account| account.pull_secrets([secret])),
        account(&|account| account.secrets([secret])),
    ]
}

/// Tells why nothing is known of the objects of a name, at each reference of an application.
fn reasons(app: AppBuilder, name: &str) -> Vec<String> {
    let named = |it: &&Reference| matches!(it.target(), Target::Object(target) if target.name() == name);
    match app.build() {
        Ok(app) => {
            app.links().references().iter().filter(named).map(|it| format!("{:?}", it.outcome())).collect()
        }
        Err(error) => error.findings().iter().map(|it| it.rule().to_owned()).collect(),
    }
}

#[test]
fn what_is_external_by_its_declaration_is_so_wherever_it_is_named() {
    let known = [r#"Unknown(External(Some("the platform team")))"#];
    for (at, app) in secret_users(&Db::reference()).into_iter().enumerate() {
        assert_eq!(reasons(app, "db"), known, "{at}");
    }
    // A reference by name alone knows nothing of the object, though it is equal.
    let by_name = SecretRef::literal("db");
    assert_eq!(by_name, Db::reference());
    for (at, app) in secret_users(&by_name).into_iter().enumerate() {
        let found = reasons(app, "db");
        assert!(found == ["link-secret-missing"] || found == ["Dangling(Object)"], "{at}: {found:?}");
    }
    for app in [
        mounting(Volume::projected(name!("files")).project(Db)),
        mounting(Volume::projected(name!("files")).project(Db.file(Db::USER))),
        mounting(Volume::projected(name!("files")).project(Db.item(Db::USER, sub_path!("user")))),
        mounting(Db.item(Db::USER, sub_path!("user")).volume(name!("user"))),
        App::builder(name!("shop")).add(web()).external(Db::reference()),
    ] {
        assert!(reasons(app, "db").iter().all(|it| *it == known[0]));
    }
    let ca = ["Unknown(External(None))"];
    assert_eq!(reasons(mounting(Volume::projected(name!("files")).project(Ca)), "ca"), ca);
    let projection = ConfigMapProjection::new(&Ca::reference()).optional();
    assert_eq!(reasons(mounting(Volume::projected(name!("files")).project(projection)), "ca"), ca);
    assert_eq!(reasons(mounting(Volume::config_map(name!("files"), &Ca::reference())), "ca"), ca);

    let archive = Claim::external(name!("archive")).made_by("the storage team");
    let known = [r#"Unknown(External(Some("the storage team")))"#];
    assert_eq!(reasons(mounting(Volume::claim(name!("files"), archive.reference())), "archive"), known);
    let block = BlockVolume::claim(name!("disk"), archive.reference());
    let web = deployment(name!("web"), |main| main.device(block.device(path!("/dev/sda"))));
    assert_eq!(reasons(App::builder(name!("shop")).add(web), "archive"), known);
    let by_name = ClaimRef::literal("archive");
    assert_eq!(reasons(mounting(Volume::claim(name!("files"), &by_name)), "archive"), ["link-claim-missing"]);
    // A declaration of one's own is no external one.
    assert_eq!(
        reasons(mounting(Volume::projected(name!("files")).project(Token)), "token"),
        ["link-secret-missing"]
    );
}

#[test]
fn parts_of_several_namespaces_refer_to_each_other() {
    let scraper = ServiceAccount::new(name!("scraper")).namespace(name!("monitoring"));
    let role = Role::new(rbac_name!("read")).can(Verbs::READ, resources!("pods"));
    let grant = RoleBinding::new(rbac_name!("read"), &role).to(&scraper);
    let shop = || {
        App::builder(name!("shop")).namespace(name!("shop")).add(web()).add(role.clone()).add(grant.clone())
    };
    let monitoring = || {
        App::builder(name!("monitoring"))
            .namespace(name!("monitoring"))
            .name_prefix("m-")
            .add(scraper.clone())
    };
    let app = App::join(name!("all"), [shop(), monitoring()]).build().unwrap();
    let binding = json(&app, "RoleBinding", "read");
    assert_eq!(
        binding["subjects"][0],
        json!({ "kind": "ServiceAccount", "name": "m-scraper", "namespace": "monitoring" })
    );
    assert_eq!(binding["metadata"]["namespace"], "shop");
    assert_eq!(
        json(&app, "ServiceAccount", "m-scraper")["metadata"]["labels"]["app.kubernetes.io/part-of"],
        "monitoring"
    );

    // A field without a namespace does not reach into another one.
    let elsewhere = App::builder(name!("config")).namespace(name!("config")).add(WebConfig);
    let reader = App::builder(name!("shop"))
        .namespace(name!("shop"))
        .add(deployment(name!("web"), |main| main.env(vars! { LEVEL = WebConfig::LEVEL })));
    let error = App::join(name!("all"), [elsewhere, reader]).build().unwrap_err();
    assert_eq!(error.findings()[0].rule(), "link-object-elsewhere");
    assert!(error.findings()[0].message().contains("\"config\""), "{error}");
}

#[test]
fn a_level_is_demanded_of_all_pods() {
    let restricted = || {
        let template = PodTemplate::builder()
            .security_context(PodSecurityContext::new().run_as_non_root().seccomp(Seccomp::RuntimeDefault))
            .main(container(name!("main")).security_context(
                SecurityContext::new().no_privilege_escalation().drop_capabilities(["ALL".parse().unwrap()]),
            ));
        Deployment::new(name!("good"), template)
    };
    let app = || {
        App::builder(name!("shop"))
            .namespace(name!("shop"))
            .add(Namespace::new(name!("shop")))
            .add(restricted())
    };
    let demanded = app().pod_security(Level::Restricted).build().unwrap();
    let labels = &json(&demanded, "Namespace", "shop")["metadata"]["labels"];
    assert_eq!(labels["pod-security.kubernetes.io/enforce"], "restricted");
    assert!(
        json(&app().build().unwrap(), "Namespace", "shop")["metadata"]["labels"]
            .get("pod-security.kubernetes.io/enforce")
            .is_none()
    );

    let error = app().pod_security(Level::Restricted).add(web()).build().unwrap_err();
    assert_eq!(error.violations().len(), 1);
    assert_eq!(error.violations()[0].subject(), "Deployment \"web\"");
    assert!(app().pod_security(Level::Baseline).add(web()).build().is_ok());

    // A namespace that demands a level holds the pods in it to that, and no others.
    let shop = Namespace::new(name!("shop")).pod_security(Level::Restricted);
    let labelled =
        || App::builder(name!("shop")).namespace(name!("shop")).add(shop.clone()).add(restricted());
    assert!(labelled().build().is_ok());
    assert!(labelled().add_in(name!("other"), web()).build().is_ok());
    assert!(
        labelled()
            .add(web())
            .build()
            .unwrap_err()
            .to_string()
            .contains("violates PodSecurity \"restricted:latest\"")
    );
}

#[test]
fn custom_resources_are_placed_labelled_and_renamed() {
    let backup = |kind: &str| {
        json!({
            "apiVersion": "example.com/v1", "kind": kind, "metadata": { "name": "nightly" },
            "spec": { "secret": "token", "count": 3, "on": true },
        })
    };
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": { "name": "vaults.example.com" },
        "spec": { "group": "example.com", "scope": "Cluster", "names": { "kind": "Vault", "plural": "vaults" }, "versions": [
            { "name": "v1", "served": true, "storage": true },
        ] },
    });
    let app = App::builder(name!("shop"))
        .namespace(name!("shop"))
        .name_prefix("dev-")
        .custom("example.com", "Backup", |object: &Value, found: &mut podwright::links::LinkSink| {
            let secret = object["spec"]["secret"].as_str().unwrap_or_default();
            found.refers("spec.secret", ObjectName::new("", "Secret", None, secret));
        })
        .add(Token.with(Token::TOKEN, "t0ken".to_owned()))
        .add(Object::unvalidated(backup("Backup")).unwrap())
        .add(Object::unvalidated(backup("Vault")).unwrap())
        .add(Object::unvalidated(definition).unwrap())
        .build()
        .unwrap();
    let backup = json(&app, "Backup", "dev-nightly");
    assert_eq!(backup["spec"], json!({ "secret": "dev-token", "count": 3, "on": true }));
    assert_eq!(backup["metadata"]["namespace"], "shop");
    let vault = json(&app, "Vault", "nightly");
    assert_eq!(vault["metadata"].get("namespace"), None, "the definition says that it is of the cluster");
    assert_eq!(vault["metadata"]["labels"]["app.kubernetes.io/part-of"], "shop");
    assert_eq!(
        json(&app, "CustomResourceDefinition", "vaults.example.com")["metadata"]["name"],
        "vaults.example.com"
    );
}

#[test]
fn workloads_of_every_kind_get_a_part() {
    let template = || PodTemplate::builder().main(container(name!("main")));
    let job = || JobTemplate::on_failure(template());
    let app = App::builder(name!("shop"))
        .add(web())
        .add(StatefulSet::new(name!("db"), &ServiceRef::literal("db"), template()))
        .add(DaemonSet::new(name!("agent"), template()))
        .add(ReplicaSet::new(name!("old"), template()))
        .add(Job::new(name!("migrate"), job()))
        .add(CronJob::new(name!("nightly"), cron!("15 3 * * *"), job()))
        .each_workload(|it| {
            it.template(|pod| pod.inject(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"))))
        });
    let kinds: Vec<_> = app.workloads().map(|it| (it.kind(), it.name(), it.pods().is_some())).collect();
    let expected = [
        ("Deployment", "web", true),
        ("StatefulSet", "db", true),
        ("DaemonSet", "agent", true),
        ("ReplicaSet", "old", true),
        ("Job", "migrate", false),
        ("CronJob", "nightly", false),
    ];
    assert_eq!(kinds, expected);
    let budgets = app.workloads().filter_map(|it| it.disruption_budget(MaxUnavailable(1))).count();
    let services = app.workloads().filter_map(AnyWorkload::service).count();
    assert_eq!((budgets, services), (3, 4));
    let app = app.external(ServiceRef::literal("db")).build().unwrap();
    assert_eq!(podwright::to_yaml(&app).unwrap().matches("name: proxy").count(), 6);
}

#[test]
fn an_application_is_written_like_its_manifest() {
    let app = members().build().unwrap();
    assert_eq!(podwright::to_yaml(&app).unwrap(), podwright::to_yaml(app.manifest()).unwrap());
    assert_eq!(podwright::to_json(&app).unwrap(), podwright::to_json(app.manifest()).unwrap());
    let debug = format!("{app:?} {:?}", members());
    assert!(!debug.contains("t0ken") && !debug.contains("dDBrZW4"), "values of Secrets are not shown");
    let findings = Links::between(app.manifest()).findings(Completeness::Complete);
    let missing: BTreeMap<_, _> = findings.iter().map(|it| (it.rule(), it.message())).collect();
    assert_eq!(missing.len(), 2, "without the application nobody knows what is external: {missing:?}");
}

mod contracts {
    use podwright_env::contract;

    contract! {
        /// What the web server reads.
        pub struct WebEnv {
            HOST as host: String,
            REDIS_PORT as redis_port: u16 = 6379,
            REDIS_SERVICE_HOST as redis_host: Option<String>,
        }
    }
}

#[test]
fn a_variable_of_a_contract_is_not_taken_by_a_service() {
    use contracts::WebEnv;

    let sql = port!("redis", 6379);
    let redis = || Service::over(name!("redis"), labels! { "app" = "redis" }).port(&sql, 6379);
    let app = |redis: Service, web: Deployment| {
        let app =
            App::builder(name!("shop")).namespace(name!("shop")).external(External::pods([("app", "redis")]));
        app.add(web).add(redis).build()
    };
    let unset = || deployment(name!("web"), |main| main.env(WebEnv::vars().host("web").build()));
    let error = app(redis(), unset()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "App \"shop\" cannot be built: 1 problem\n  Deployment \"shop/web\" spec.template.spec.containers[0].env: WebEnv reads the \
         variable REDIS_PORT, which this container does not set: the kubelet sets it to a URL for Service \"shop/redis\"; set it, \
         or write `.no_service_links()` on the template"
    );
    assert_eq!(error.findings()[0].rule(), "link-contract-variable");

    let set =
        || deployment(name!("web"), |main| main.env(WebEnv::vars().host("web").redis_port(6379).build()));
    assert!(app(redis(), set()).is_ok());
    let by_hand = deployment(name!("web"), |main| {
        main.env(WebEnv::vars().host("web").build()).env(vars! { REDIS_PORT = 6379 })
    });
    assert!(app(redis(), by_hand).is_ok());
    assert!(app(redis(), unset().template(PodBuilder::no_service_links)).is_ok());
    assert!(app(redis().namespace(name!("cache")), unset()).is_ok());
    let headless = Service::headless(name!("redis")).selector(labels! { "app" = "redis" }).port(&sql, 6379);
    assert!(app(headless, unset()).is_ok());
}

#[test]
fn the_containers_of_an_image_fill_the_same_contract() {
    use contracts::WebEnv;

    let web = deployment(name!("web"), |main| main.env(WebEnv::vars().host("web").redis_port(1).build()));
    let job = |change: fn(Container) -> Container| {
        let template = PodTemplate::builder().main(change(container(name!("migrate"))));
        Job::new(name!("migrate"), JobTemplate::never(template))
    };
    let notes = |job: Job<Never>| {
        App::builder(name!("shop")).add(web.clone()).add(job).build().unwrap().notes().to_vec()
    };
    let found = notes(job(|main| main));
    assert_eq!(
        found[0].to_string(),
        "Job \"migrate\" spec.template.spec.containers[0].env: runs the image of Deployment \"web\", whose variables fill the \
         contract WebEnv, and has none of it: give it `WebEnv::vars()` too, if it reads them"
    );
    assert_eq!((found.len(), found[0].rule()), (1, "link-contract-of-image"));
    assert_eq!(notes(job(|main| main.env(WebEnv::vars().host("web").build()))), []);
    let other = |main: Container| main.raw(|it| it.image = Some("acme/other:1".to_owned()));
    assert_eq!(notes(job(other)), []);
}

#[test]
fn the_manifest_is_in_the_order_of_the_references() {
    let resource = |kind: &str, spec: Value| {
        let metadata = json!({ "name": "web" });
        let object =
            json!({ "apiVersion": "cert-manager.io/v1", "kind": kind, "metadata": metadata, "spec": spec });
        Object::unvalidated(object).unwrap()
    };
    let certificate =
        resource("Certificate", json!({ "secretName": "web-tls", "issuerRef": { "name": "web" } }));
    let issuer = resource("Issuer", json!({ "selfSigned": {} }));
    let db = PodTemplate::builder().main(container(name!("db")));
    let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db)
        .replicas(Autoscale::between(2, 4).cpu_utilization(70));
    let app =
        App::builder(name!("shop")).external(ServiceRef::literal("db")).add([certificate, issuer]).add(db);
    let app = app.build().unwrap();
    assert_eq!(
        names(app.manifest()),
        [r#"StatefulSet "db""#, r#"HorizontalPodAutoscaler "db""#, r#"Issuer "web""#, r#"Certificate "web""#,]
    );
    // By kinds alone the autoscaler comes before what it scales, and the certificate before what signs it.
    let by_kinds = Manifest::of(app.manifest().iter().cloned()).unwrap();
    assert_eq!(names(&by_kinds)[0], r#"HorizontalPodAutoscaler "db""#);
}

/// An object that is read, or added as it is, has its keys in the order in which it is written alone.
#[test]
fn objects_without_a_builder_keep_the_order_of_their_keys() {
    let text = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  creationTimestamp: null
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx:1.27
        env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: config
              key: level
        resources: {}
---
apiVersion: example.com/v1
kind: Backup
metadata:
  name: nightly
spec:
  schedule: daily
  keep: 3
";
    let read: Vec<_> =
        Reader::new(text.as_bytes()).map(|document| document.unwrap().object().unwrap()).collect();
    let alone: Vec<_> = read.iter().map(|object| podwright::to_yaml(object).unwrap()).collect();
    assert_eq!(alone.join("---\n"), text);
    let config = ConfigMap::new(name!("config")).text(config_key!("level"), "info");
    let shop = || App::builder(name!("shop")).namespace(name!("prod")).add(read.clone()).add(config.clone());
    let labels = "  labels:\n    app.kubernetes.io/part-of: shop\n";
    let renamed = |name: &str| {
        let text = text.replace(
            "name: web\n  creation",
            &format!("name: {name}web\n  namespace: prod\n{labels}  creation"),
        );
        let text = text.replace("name: config", &format!("name: {name}config"));
        text.replace("name: nightly\n", &format!("name: {name}nightly\n  namespace: prod\n{labels}"))
    };
    for (app, prefix) in [(shop(), ""), (shop().name_prefix("a-"), "a-")] {
        let manifest = app.build().unwrap().manifest().clone();
        let written: Vec<_> = manifest
            .iter()
            .filter(|object| object.kind() != "ConfigMap")
            .map(|object| podwright::to_yaml(object).unwrap())
            .collect();
        assert_eq!(written.join("---\n"), renamed(prefix));
    }
}
