//! Applications of which some objects break rules: their references are followed all the same, without false alarms.

use k8s_openapi::api::apps::v1 as apps;
use k8s_openapi::api::{autoscaling, batch, networking, policy, rbac};
use podwright::app::AppError;
use podwright::links::{External, Finding};
use podwright::manifest::Object;
use podwright::prelude::*;
use podwright::rules::Violations;
use serde_json::{Value, json};

use crate::app::members;

/// Adds a plain object to an application, if JSON is one.
fn add_plain(app: AppBuilder, object: &Value) -> Option<AppBuilder> {
    macro_rules! of_kind {
        ($($kind:literal $Kind:ty,)*) => {
            match object["kind"].as_str()? {
                $($kind => Some(app.add(serde_json::from_value::<$Kind>(object.clone()).ok()?)),)*
                kind => panic!("{kind}"),
            }
        };
    }
    of_kind! {
        "ClusterRole" rbac::v1::ClusterRole,
        "ClusterRoleBinding" rbac::v1::ClusterRoleBinding,
        "ConfigMap" v1::ConfigMap,
        "CronJob" batch::v1::CronJob,
        "Deployment" apps::Deployment,
        "HorizontalPodAutoscaler" autoscaling::v2::HorizontalPodAutoscaler,
        "Ingress" networking::v1::Ingress,
        "LimitRange" v1::LimitRange,
        "NetworkPolicy" networking::v1::NetworkPolicy,
        "PersistentVolumeClaim" v1::PersistentVolumeClaim,
        "PodDisruptionBudget" policy::v1::PodDisruptionBudget,
        "Role" rbac::v1::Role,
        "RoleBinding" rbac::v1::RoleBinding,
        "Secret" v1::Secret,
        "Service" v1::Service,
        "ServiceAccount" v1::ServiceAccount,
        "StatefulSet" apps::StatefulSet,
    }
}

/// Objects that refer to each other by ports, containers, requests and claims.
fn more() -> Vec<Value> {
    let metadata = |name: &str| json!({ "name": name, "namespace": "shop" });
    let api = json!({
        "name": "api", "image": "acme/api:1", "ports": [{ "name": "http", "containerPort": 8080, "protocol": "TCP" }],
        "readinessProbe": { "httpGet": { "port": "http", "path": "/" } },
        "env": [{ "name": "CPU", "valueFrom": { "resourceFieldRef": { "containerName": "api", "resource": "limits.cpu" } } }],
        "envFrom": [{ "secretRef": { "name": "api-tls" } }],
        "volumeMounts": [{ "name": "data", "mountPath": "/data" }],
    });
    let volume = json!({ "name": "data", "persistentVolumeClaim": { "claimName": "api-data" } });
    let labels = json!({ "app": "api" });
    let task = json!({
        "restartPolicy": "Never",
        "containers": [{ "name": "task", "image": "acme/task:1", "volumeMounts": [{ "name": "data", "mountPath": "/data" }] }],
        "volumes": [{ "name": "data", "persistentVolumeClaim": { "claimName": "data-store-0" } }],
    });
    let backend = json!({ "service": { "name": "api", "port": { "name": "http" } } });
    vec![
        json!({ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata("api"), "spec": {
            "selector": { "matchLabels": labels },
            "strategy": { "type": "Recreate" },
            "template": {
                "metadata": { "labels": labels, "annotations": { "kubectl.kubernetes.io/default-container": "api" } },
                "spec": { "containers": [api], "volumes": [volume] },
            },
        } }),
        json!({ "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": metadata("api-data"), "spec": {
            "accessModes": ["ReadWriteOncePod"], "resources": { "requests": { "storage": "1Gi" } },
        } }),
        json!({ "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": metadata("api"), "spec": {
            "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "api" }, "maxReplicas": 1,
            "metrics": [{ "type": "ContainerResource", "containerResource": {
                "name": "cpu", "container": "api", "target": { "type": "Utilization", "averageUtilization": 70 },
            } }],
        } }),
        json!({ "apiVersion": "v1", "kind": "LimitRange", "metadata": metadata("defaults"), "spec": {
            "limits": [{ "type": "Container", "default": { "cpu": "1" }, "defaultRequest": { "cpu": "1" } }],
        } }),
        json!({ "apiVersion": "v1", "kind": "Service", "metadata": metadata("api"), "spec": {
            "type": "NodePort", "selector": labels,
            "ports": [{ "name": "http", "port": 80, "targetPort": "http", "nodePort": 30080, "protocol": "TCP" }],
        } }),
        json!({ "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
            "metadata": { "name": "api", "namespace": "shop", "annotations": { "cert-manager.io/cluster-issuer": "le" } },
            "spec": {
                "defaultBackend": backend,
                "tls": [{ "hosts": ["api.example"], "secretName": "api-tls" }],
            },
        }),
        json!({ "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": metadata("store"), "spec": {
            "selector": { "matchLabels": { "app": "store" } }, "serviceName": "store",
            "template": {
                "metadata": { "labels": { "app": "store" } },
                "spec": { "containers": [{ "name": "store", "image": "acme/store:1" }] },
            },
            "volumeClaimTemplates": [{ "metadata": { "name": "data" }, "spec": {
                "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } },
            } }],
        } }),
        json!({ "apiVersion": "v1", "kind": "Service", "metadata": metadata("store"), "spec": {
            "clusterIP": "None", "clusterIPs": ["None"], "selector": { "app": "store" }, "ports": [{ "port": 80, "protocol": "TCP" }],
        } }),
        json!({ "apiVersion": "batch/v1", "kind": "CronJob", "metadata": metadata("task"), "spec": {
            "schedule": "15 3 * * *", "jobTemplate": { "spec": { "template": { "spec": task } } },
        } }),
    ]
}

/// Lists the paths of all values.
fn paths(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut visit = |key: &str, value: &Value| {
        let path = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        paths(value, &path, found);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| visit(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| visit(&at.to_string(), item)),
        _ => {}
    }
}

/// Changes an object at a path in each way that may break a rule.
fn broken(object: &Value, path: &str) -> Vec<Value> {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut object = object.clone();
        change(object.pointer_mut(path).unwrap());
        object
    };
    let mut all = vec![changed(&|value| *value = Value::Null)];
    match object.pointer(path).unwrap() {
        Value::String(_) => {
            all.extend(
                ["", "-_!", "UPPER", &"x".repeat(254)].map(|text| changed(&|value| *value = text.into())),
            );
        }
        Value::Number(_) => {
            all.extend([-1, 0, 70_000].map(|number| changed(&|value| *value = number.into())));
        }
        Value::Array(_) => {
            all.push(changed(&|value| *value = json!([])));
            all.push(changed(&|value| {
                let items = value.as_array_mut().unwrap();
                items.extend(items.first().cloned());
            }));
        }
        Value::Object(_) => {
            // An item of a list that has nothing at all lacks what others refer to.
            if !path.ends_with(|c: char| c.is_ascii_digit()) {
                all.push(changed(&|value| *value = json!({})));
            }
            all.push(changed(&|value| {
                let fields = value.as_object_mut().unwrap();
                if let Some(key) = fields.keys().next().cloned() {
                    let value = fields.remove(&key).unwrap();
                    fields.insert("-_!".to_owned(), value);
                }
            }));
        }
        _ => {}
    }
    all
}

#[test]
fn an_object_that_breaks_rules_gives_no_false_alarm() {
    let whole = more().iter().fold(members(), |app, object| add_plain(app, object).unwrap()).build().unwrap();
    let mut rejected = 0;
    let mut alarms = Vec::new();
    for (at, object) in whole.manifest().iter().enumerate() {
        let json: Value = serde_json::from_str(&podwright::to_json(object).unwrap()).unwrap();
        let others: Vec<Object> = whole
            .manifest()
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, it)| it.clone())
            .collect();
        let mut all = Vec::new();
        paths(&json, "", &mut all);
        // Without any metadata an object lacks what others refer to.
        let kept = ["/apiVersion", "/kind", "/metadata"];
        for path in all.iter().filter(|path| !kept.contains(&&***path)) {
            for broken in broken(&json, path) {
                let app = App::builder(name!("shop")).namespace(name!("shop")).add(others.clone());
                let app = app
                    .external(External::object("Secret", "db"))
                    .external(External::object("ConfigMap", "ca"));
                let Some(Err(error)) = add_plain(app, &broken).map(AppBuilder::build) else { continue };
                if !error.violations().is_empty() {
                    rejected += 1;
                    if !error.findings().is_empty() || !error.duplicates().is_empty() {
                        alarms.push(format!("{path} {:?}: {error}", broken.pointer(path)));
                    }
                }
            }
        }
    }
    assert!(alarms.is_empty(), "{} of {rejected}: {}", alarms.len(), alarms.join("\n"));
    assert!(rejected > 1_200, "{rejected}");
}

config_map!(WebConfig = "web-config" { LEVEL = "level": "info", LATER = "later" });
external_secret!(Db = "db" { PASSWORD = "password" });

fn deployment(change: impl FnOnce(Container) -> Container) -> Deployment {
    let main = Container::new(name!("main"), image!("nginx:1.27")).port(&port!("http", 8080));
    Deployment::new(name!("web"), PodTemplate::builder().main(change(main)))
}

fn without_image(main: Container) -> Container {
    main.raw(|main| main.image = None)
}

fn failure(app: AppBuilder) -> AppError {
    app.build().unwrap_err()
}

fn rules(error: &AppError) -> Vec<&'static str> {
    error.findings().iter().map(Finding::rule).collect()
}

fn shop() -> AppBuilder {
    App::builder(name!("shop"))
}

/// A map that breaks a rule far from everything that others refer to.
fn far() -> ConfigMap {
    ConfigMap::new(name!("far")).raw(|map| map.data = Some([("-_!".to_owned(), String::new())].into()))
}

#[test]
fn an_object_that_breaks_rules_hides_nothing() {
    let whole = members().build().unwrap();
    let mut found = 0;
    for at in 0..whole.manifest().len() {
        let app = || {
            let kept = whole.manifest().iter().enumerate().filter(|(other, _)| *other != at);
            shop().namespace(name!("shop")).add(kept.map(|(_, object)| object.clone()).collect::<Vec<_>>())
        };
        let Err(without) = app().build() else { continue };
        let with = failure(app().add(far()));
        let shown = |error: &AppError| error.findings().iter().map(Finding::to_string).collect::<Vec<_>>();
        assert_eq!(shown(&with), shown(&without));
        assert_eq!((with.violations().len(), without.violations().len()), (1, 0));
        found += with.findings().len();
    }
    assert!(found > 8, "{found}");
}

#[test]
fn violations_and_references_are_reported_together() {
    let web = deployment(|main| without_image(main).env_from(SecretRef::literal("token")));
    let error = failure(shop().add(web).add(far()));
    assert_eq!(
        error.to_string(),
        "App \"shop\" cannot be built: 3 problems\n  \
         Deployment \"web\" spec.template.spec.containers[0].image: Required value\n  \
         ConfigMap \"far\" data[-_!]: Invalid value: \"-_!\": a config key holds only letters, digits, '-', '_' and '.'\n  \
         Deployment \"web\" spec.template.spec.containers[0].envFrom[0].secretRef.name: Secret \"token\" is not in the set"
    );
}

#[test]
fn an_object_that_breaks_rules_has_its_name() {
    let web = || deployment(|main| main.env(vars! { LEVEL = WebConfig::LEVEL }));
    let config = |name: &'static str, key: &'static str| {
        ConfigMap::new(name!("web-config")).raw(move |map| {
            map.metadata.name = Some(name.to_owned());
            map.data = Some([(key.to_owned(), String::new())].into());
        })
    };
    let rules_of = |config: ConfigMap| rules(&failure(shop().add(web()).add(config))).join(" ");
    // The key may be the one that is asked for, and the name that of the map.
    assert_eq!(rules_of(config("web-config", "-_!")), "");
    assert_eq!(rules_of(config("Web_Config", "level")), "");
    assert_eq!(
        rules_of(config("web-config", "lvl").raw(|map| map.immutable = Some(true))),
        "link-key-missing"
    );
    let labelled =
        |map: &mut v1::ConfigMap| map.metadata.labels = Some([("-_!".to_owned(), String::new())].into());
    assert_eq!(rules_of(config("web-config", "level").raw(labelled)), "");
    assert_eq!(rules_of(config("web", "level").raw(labelled)), "link-config-map-missing");
    // A name that breaks rules is that of one map only, in one namespace, and of no secret.
    let elsewhere =
        shop().namespace(name!("shop")).add(web()).add_in(name!("other"), config("Web_Config", "level"));
    assert_eq!(rules(&failure(elsewhere)), ["link-config-map-missing"]);
    let token = deployment(|main| main.env_from(SecretRef::literal("token")));
    assert_eq!(rules(&failure(shop().add(token).add(config("Token_", "level")))), ["link-secret-missing"]);
    // A value that is owed is no missing key.
    let later = deployment(|main| main.env(vars! { LATER = WebConfig::LATER }));
    let owed = failure(shop().add(later).add(WebConfig.with(WebConfig::LATER, "x".repeat(2_000_000))));
    assert_eq!((owed.violations().len(), owed.findings()), (1, &[][..]));
}

#[test]
fn a_program_that_breaks_rules_may_make_what_is_missing() {
    let user = || deployment(|main| main.env_from(SecretRef::literal("token")));
    let twice = |variables: &mut Option<Vec<v1::EnvVar>>| {
        let variable = v1::EnvVar { name: "A".to_owned(), ..v1::EnvVar::default() };
        *variables = Some(vec![variable; 2]);
    };
    let server = Container::new(name!("main"), image!("acme/api:1")).raw(move |main| twice(&mut main.env));
    let template = || PodTemplate::builder().main(server.clone());
    let job = Job::new(name!("setup"), JobTemplate::never(template()));
    assert_eq!(rules(&failure(shop().add(user()).add(job))), [""; 0]);
    // A server makes nothing before the others start.
    let api = Deployment::new(name!("api"), template());
    assert_eq!(rules(&failure(shop().add(user()).add(api))), ["link-secret-missing"]);
}

#[test]
fn pods_of_an_object_that_breaks_rules_have_labels_and_ports() {
    let http = port!("http", 8080);
    let admin = port!("admin", 9090);
    let service = |port| Service::over(name!("web"), labels! { "app" = "web" }).port(port, 80);
    let labelled = |value: &'static str| {
        deployment(without_image).template(move |pod| {
            pod.raw_metadata(move |metadata| {
                metadata.labels.get_or_insert_default().insert("app".to_owned(), value.to_owned());
            })
        })
    };
    let rules_of =
        |service: Service, web: Deployment| rules(&failure(shop().add(service).add(web))).join(" ");
    assert_eq!(rules_of(service(&http), labelled("web")), "");
    assert_eq!(rules_of(service(&admin), labelled("web")), "link-port-missing");
    assert_eq!(rules_of(service(&http), labelled("api")), "link-pods-missing");
    assert_eq!(rules_of(service(&http), labelled("-_!")), "");
    // A port that breaks rules may be the one.
    let port = deployment(|main| {
        main.raw(|main| {
            main.ports.iter_mut().flatten().for_each(|port| port.name = Some("Admin_".to_owned()));
        })
    });
    let port = port.template(|pod| pod.label(key!("app"), value!("web")));
    assert_eq!(rules_of(service(&admin), port), "");
}

#[test]
fn what_a_builder_knows_of_others_stays_known() {
    let web = || deployment(|main| main.env(vars! { PASSWORD = Db::PASSWORD }));
    let broken = deployment(|main| without_image(main).env(vars! { PASSWORD = Db::PASSWORD }));
    assert!(shop().add(web()).build().is_ok());
    assert_eq!(failure(shop().add(broken)).findings(), []);
    // An account brings all that is wrong with its roles, and a workload its autoscaler.
    let account = ServiceAccount::new(name!("web"))
        .can(Verbs::READ, resources!("pods"))
        .in_cluster(ClusterRights::new().can(Verbs::READ, resources!("nodes")));
    let web = deployment(|main| main).replicas(Autoscale::between(2, 10).cpu_utilization(70));
    let web = web.template(|pod| pod.service_account(&account)).raw(|spec| spec.min_ready_seconds = Some(-1));
    let error = failure(shop().add(account).add(web));
    assert_eq!(
        error.violations().iter().map(Violations::subject).collect::<Vec<_>>(),
        ["ClusterRoleBinding \"web\"", "Deployment \"web\""]
    );
    assert_eq!(rules(&error), ["link-request-missing"]);
}

#[test]
fn references_to_an_object_that_breaks_rules_follow_its_name() {
    let config = || ConfigMap::new(name!("web-config")).text(config_key!("level"), "info");
    let level = ConfigMapRef::literal("web-config").key(config_key!("level"));
    let app = |config: ConfigMap| {
        let web = deployment(|main| main.env(vars! { LEVEL = level.clone() }));
        shop().namespace(name!("shop")).name_prefix("dev-").add(web).add(config)
    };
    assert!(app(config()).build().is_ok());
    let broken = config().raw(|map| map.metadata.labels = Some([("-_!".to_owned(), String::new())].into()));
    let error = failure(app(broken.clone()).add(deployment(|main| main).namespace(name!("other"))));
    assert_eq!((error.violations().len(), error.findings(), error.duplicates().len()), (1, &[][..], 0));
    // Two of one name are two, unless the name is to change.
    let twice = failure(app(broken.clone()).add(broken));
    assert_eq!((twice.violations().len(), twice.duplicates().len()), (2, 1));
    let named = || config().raw(|map| map.metadata.name = Some("-_!".to_owned()));
    let twice = failure(shop().add(named()).add(named()));
    assert_eq!((twice.violations().len(), twice.duplicates().len()), (2, 0));
    // A prefix that makes a name too long breaks the rules of that object alone.
    let long = format!("{}-", "x".repeat(60));
    let service = || {
        Service::over(name!("web"), labels! { "app.kubernetes.io/name" = "web" })
            .port(&port!("http", 8080), 80)
    };
    let ingress = Ingress::new(name!("web")).route(host!("a.example"), prefix!("/"), service().backend(80));
    let app = shop().name_prefix(&long).add(deployment(|main| main)).add(service()).add(ingress);
    let error = failure(app);
    assert_eq!(error.findings(), []);
    assert!(error.violations().iter().any(|it| it.subject().starts_with("Service ")), "{error}");
}
