//! Programs as their users write them: what they say is what the pod has.

use k8s_openapi::api::core::v1;
use podwright::pod::placement::Toleration;
use podwright::prelude::*;
use serde_json::{Value, json};

shared_volume! {
    /// Where the app writes its log and the shipper reads it.
    Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256))
}

shared_volume!(Site = "site", EmptyDir::new());
shared_volume!(Data = "data");

fn spec(pod: &Valid<v1::Pod>) -> Value {
    serde_json::to_value(&pod.spec).unwrap()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

fn log_shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")).read_only())
}

fn web() -> Container<Shares<Logs>> {
    Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")).share(Logs.at(path!("/var/log/web")))
}

#[test]
fn the_web_pod() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let tls = Volume::secret(name!("tls"), &SecretRef::new(name!("web-tls")));
    let config = ConfigMapRef::new(name!("web-config"));
    let db = SecretRef::new(name!("db"));
    let pod = Pod::builder(name!("web"))
        .sidecar(log_shipper())
        .main(
            web()
                .mount(tls.at(path!("/etc/tls")).read_only())
                .port(&http)
                .readiness(Probe::http(&http, "/ready").period(secs(5)))
                .resources(
                    Resources::new()
                        .cpu(Cpu::millis(250)..=Cpu::cores(1))
                        .memory(Memory::mib(128)..=Memory::mib(256)),
                )
                .env(vars! {
                    PORT = 8080,
                    LOG_LEVEL = config.key(config_key!("level")),
                    DB_PASSWORD = db.key(config_key!("password")),
                    POD_IP = Downward::pod_ip(),
                    CPU_LIMIT = downward::Limits::cpu(),
                    BASE_URL = text!["http://", POD_IP, ":8080"],
                }),
        )
        .build()?;

    let spec = spec(&pod);
    assert_eq!(names(&spec["volumes"]), ["logs", "tls"]);
    assert_eq!(spec["initContainers"][0]["restartPolicy"], "Always");
    let web = &spec["containers"][0];
    assert_eq!(web["ports"], json!([{ "name": "http", "containerPort": 8080, "protocol": "TCP" }]));
    assert_eq!(web["readinessProbe"]["httpGet"]["port"], "http");
    assert_eq!(web["env"][5], json!({ "name": "BASE_URL", "value": "http://$(POD_IP):8080" }));
    assert_eq!(web["resources"]["requests"], json!({ "cpu": "250m", "memory": "128Mi" }));
    Ok(())
}

#[test]
fn an_init_container_prepares_what_the_main_container_serves() -> Result<(), podwright::Error> {
    let fetch = InitContainer::new(name!("fetch"), image!("alpine/git:2.45"))
        .args(["clone", "--depth=1", "https://example.com/site.git", "/site"])
        .share(Site.at(path!("/site")));
    let nginx = Container::new(name!("nginx"), image!("nginx:1.27"))
        .share(Site.at(path!("/usr/share/nginx/html")).read_only())
        .port(&port!("http", 80));

    let pod = Pod::builder(name!("site")).init(fetch).main(nginx).build()?;

    let spec = spec(&pod);
    assert_eq!(spec["initContainers"][0].get("restartPolicy"), None);
    assert_eq!(spec["volumes"], json!([{ "name": "site", "emptyDir": {} }]));
    Ok(())
}

#[test]
fn a_container_shares_a_volume_at_two_paths() -> Result<(), podwright::Error> {
    let shipper = Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")))
        .share(Site.at(path!("/site")))
        .share(Logs.at(path!("/old")).sub_path(sub_path!("old")));
    let web = Container::new(name!("web"), image!("nginx:1.27"))
        .share(Logs.at(path!("/var/log/nginx")))
        .share(Logs.at(path!("/var/log/old")).sub_path(sub_path!("old")))
        .share(Site.at(path!("/usr/share/nginx/html")));
    let pod = Pod::builder(name!("web")).sidecar(shipper).main(web).build()?;
    let spec = spec(&pod);
    assert_eq!(names(&spec["volumes"]), ["logs", "site"]);
    assert_eq!(names(&spec["initContainers"][0]["volumeMounts"]), ["logs", "site", "logs"]);
    assert_eq!(names(&spec["containers"][0]["volumeMounts"]), ["logs", "logs", "site"]);
    Ok(())
}

/// A helper over any main container: the list of what it shares need not be known.
fn serving<S>(pod: PodBuilder<WantsMain<Shares<Site>>>, main: Container<S>) -> PodBuilder<HasMain> {
    pod.main(main.share(Site.at(path!("/site"))))
}

#[test]
fn a_function_shares_for_a_container_that_shares_anything() -> Result<(), podwright::Error> {
    let fetch = InitContainer::new(name!("fetch"), image!("alpine/git:2.45")).share(Site.at(path!("/site")));
    let web = Container::new(name!("web"), image!("nginx:1.27")).share(Logs.at(path!("/logs")));
    let pod = serving(Pod::builder(name!("web")).init(fetch), web).build()?;
    assert_eq!(names(&spec(&pod)["containers"][0]["volumeMounts"]), ["logs", "site"]);
    Ok(())
}

#[test]
fn a_singular_name_adds_a_plural_extends_and_one_value_is_set() {
    let (http, metrics) = (port!("http", 8080), port!("metrics", 9090));
    let data = |name: DnsLabel| Volume::empty_dir(name);
    let block = |name: DnsLabel| BlockVolume::claim(name.clone(), &ClaimRef::new(name.into()));
    let extra: [Option<&str>; 2] = [None, Some("--color")];
    let web = Container::new(name!("web"), image!("nginx:1.27"))
        .command(["first"])
        .command(["second", "--flag"])
        .arg("serve")
        .args(["--verbose", "--json"])
        .args(extra.into_iter().flatten())
        .args(Vec::<String>::new())
        .env(vars! { PORT = 8080; args [text!["--port=", PORT]] })
        .port(&http)
        .ports([&http, &metrics])
        .mount(data(name!("a")).at(path!("/a")))
        .mounts([name!("b"), name!("c")].map(|name| data(name).at(path!("/other"))))
        .device(block(name!("d")).device(path!("/dev/d")))
        .devices(Some(block(name!("e")).device(path!("/dev/e"))));
    let web: v1::Container = web.into();
    assert_eq!(web.command.unwrap(), ["second", "--flag"]);
    assert_eq!(web.args.unwrap(), ["serve", "--verbose", "--json", "--color", "--port=$(PORT)"]);
    assert_eq!(web.ports.unwrap().len(), 2);
    let mounts = web.volume_mounts.unwrap();
    assert!(mounts.iter().map(|mount| &*mount.name).eq(["a", "b", "c"]));
    let devices = web.volume_devices.unwrap();
    assert!(devices.iter().map(|device| &*device.name).eq(["d", "e"]));

    let plain: v1::Container = Container::new(name!("web"), image!("nginx:1.27"))
        .args(Vec::<String>::new())
        .env(vars! {})
        .env(Vec::<Var>::new())
        .ports::<Port>([])
        .into();
    assert_eq!((plain.args, plain.env, plain.ports), (None, None, None));
}

#[test]
fn containers_of_all_roles_change_on_a_condition() {
    fn args<R: ContainerRole, S>(container: ContainerOf<R, S>) -> Option<Vec<String>> {
        let some = |limit: Option<u8>| limit.map(|limit| text!["--limit=", limit]);
        let container = container
            .when(true, |container| container.arg("--yes"))
            .when(false, |container| container.arg("--no"))
            .with_some(some(Some(3)), ContainerOf::arg)
            .with_some(some(None), ContainerOf::arg);
        v1::Container::from(container).args
    }
    let expected = || Some(vec![String::from("--yes"), String::from("--limit=3")]);
    let image = || image!("nginx:1.27");
    assert_eq!(args(Container::new(name!("a"), image())), expected());
    assert_eq!(args(InitContainer::new(name!("a"), image())), expected());
    assert_eq!(args(Sidecar::new(name!("a"), image()).share(Logs.at(path!("/logs")))), expected());
    assert_eq!(args(AnyContainer::new(name!("a"), image())), expected());
}

#[test]
fn a_command_that_turns_out_to_be_empty_is_reported() {
    let nothing = Vec::<String>::new;
    let web = Container::new(name!("web"), image!("nginx:1.27")).command(nothing());
    let prepare = InitContainer::new(name!("prepare"), image!("busybox:1.36")).command(nothing());
    let ready = Probe::exec(nothing());
    let pod = Pod::builder(name!("web")).init(prepare).main(web.readiness(ready)).build();
    let violations = pod.unwrap_err();
    let found: Vec<_> = violations.iter().map(|violation| (violation.field(), violation.rule())).collect();
    assert_eq!(
        found,
        [
            ("spec.containers[0].readinessProbe.exec.command", "handler-command-required"),
            ("spec.initContainers[0].command", "command-program-required"),
            ("spec.containers[0].command", "command-program-required"),
        ]
    );
}

#[test]
fn a_source_known_at_run_time_is_provided_to_the_pod() -> Result<(), podwright::Error> {
    let claim: ClaimRef = format!("db-{}", 0).parse()?;
    let restore =
        InitContainer::new(name!("restore"), image!("acme/restore:1")).share(Data.at(path!("/data")));
    let db = Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql")));
    let unprovided = Pod::builder(name!("db")).init(restore).main(db);

    let pod = unprovided.clone().provide(Data, ClaimSource::new(&claim)).build()?;
    assert_eq!(
        spec(&pod)["volumes"],
        json!([{ "name": "data", "persistentVolumeClaim": { "claimName": "db-0" } }])
    );

    let violations = unprovided.build().unwrap_err();
    let [violation] = violations.iter().collect::<Vec<_>>()[..] else { panic!("{violations}") };
    assert_eq!((violation.field(), violation.rule()), ("spec.volumes[0]", "shared-volume-source-required"));
    Ok(())
}

#[test]
fn arguments_refer_to_variables_and_literals_stay_literal() -> Result<(), podwright::Error> {
    let app = Container::new(name!("app"), image!("acme/app:1")).env(vars! {
        PORT = 8080,
        PASSWORD = "pa$$word $(PORT)";
        command ["/app"]
        args ["serve", text!["--port=", PORT], "$(PORT)", "$(cat /x)"]
    });
    let pod = Pod::builder(name!("app")).main(app).build()?;
    let app = &spec(&pod)["containers"][0];
    assert_eq!(app["args"], json!(["serve", "--port=$(PORT)", "$$(PORT)", "$(cat /x)"]));
    assert_eq!(app["env"][1]["value"], "pa$$$$word $$(PORT)");
    Ok(())
}

#[test]
fn a_handle_carried_into_another_container_is_reported() {
    let carried;
    let first = Container::new(name!("first"), image!("acme/app:1")).env(vars! {
        PORT = 8080,
        URL = { carried = PORT; text!["http://localhost:", PORT] },
    });
    let second = Container::new(name!("second"), image!("acme/app:1")).args([text!["--port=", carried]]);
    let violations = Pod::builder(name!("app")).main(first).container(second).build().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "pod \"app\" cannot be created: 1 violation\n  spec.containers[1].args[0]: Invalid value: \"$(PORT)\": \
         names no variable that the container declares before it, so it would stay as it is; declare the variable in \
         the same container, or write `external_var!` if it comes from elsewhere"
    );
}

#[test]
fn a_text_with_an_optional_variable_is_reported() {
    let config = ConfigMapRef::new(name!("config"));
    let app = Container::new(name!("app"), image!("acme/app:1")).env(vars! {
        HOST = config.key(config_key!("host")).optional(),
        URL = text!["http://", HOST],
    });
    let violations = Pod::builder(name!("app")).main(app).build().unwrap_err();
    assert_eq!(
        violations.iter().map(Violation::field).collect::<Vec<_>>(),
        ["spec.containers[0].env[1].value"]
    );
}

#[test]
fn an_overlay_replaces_a_variable_where_it_stands() -> Result<(), podwright::Error> {
    let app = Container::new(name!("app"), image!("acme/app:1"))
        .env(vars! { LEVEL = "info", URL = "http://localhost" })
        .env_override(Var::new(env_name!("LEVEL"), "debug"))
        .env_override(Var::new(env_name!("EXTRA"), 1));
    let pod = Pod::builder(name!("app")).main(app).build()?;
    let env = &spec(&pod)["containers"][0]["env"];
    assert_eq!(names(env), ["LEVEL", "URL", "EXTRA"]);
    assert_eq!(env[0]["value"], "debug");
    Ok(())
}

#[test]
fn probes_and_hooks_of_a_sidecar() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"))
        .startup(Probe::http(&http, "/ready").period(secs(1)).failure_threshold(60))
        .liveness(Probe::tcp(&http))
        .readiness(Probe::http(&http, "/ready").success_threshold(2))
        .pre_stop(Hook::sleep(secs(5)));
    let pod = Pod::builder(name!("app"))
        .sidecar(proxy)
        .main(
            Container::new(name!("app"), image!("acme/app:1"))
                .liveness(Probe::tcp(PortNumber::literal(9000))),
        )
        .build()?;
    let spec = spec(&pod);
    assert_eq!(spec["initContainers"][0]["ports"].as_array().map(Vec::len), Some(1));
    assert_eq!(spec["initContainers"][0]["readinessProbe"]["successThreshold"], 2);
    assert_eq!(spec["containers"][0]["livenessProbe"]["tcpSocket"]["port"], 9000);
    assert_eq!(spec["containers"][0].get("ports"), None);
    Ok(())
}

#[test]
fn placement_and_security() -> Result<(), podwright::Error> {
    let labels = || labels! { "app" = "web" };
    let pod = Pod::builder(name!("web"))
        .tolerate(Toleration::exists(key!("dedicated")).no_schedule())
        .tolerate(Toleration::equal(key!("team"), value!("web")).no_execute().for_at_most(secs(300)))
        .spread(
            Spread::over(topology::ZONE).matching(labels()).max_skew(1).or_do_not_schedule().min_domains(2),
        )
        .affinity(NodeAffinity::require(node::ARCH.is_in([value!("amd64"), value!("arm64")])))
        .anti_affinity(PodAntiAffinity::prefer(
            weight!(100),
            PodTerm::matching(labels()).over(topology::HOSTNAME),
        ))
        .security_context(
            PodSecurityContext::new().run_as_non_root().fs_group(gid!(1000)).seccomp(Seccomp::RuntimeDefault),
        )
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    let spec = spec(&pod);
    assert_eq!(spec["tolerations"][1]["tolerationSeconds"], 300);
    assert_eq!(spec["topologySpreadConstraints"][0]["minDomains"], 2);
    assert!(spec["affinity"]["nodeAffinity"].is_object() && spec["affinity"]["podAntiAffinity"].is_object());
    assert_eq!(spec["securityContext"]["seccompProfile"]["type"], "RuntimeDefault");
    Ok(())
}

#[test]
fn containers_from_configuration() -> Result<(), podwright::Error> {
    let container = |name: &str| Ok::<_, ParseError>(Container::new(name.parse()?, image!("acme/app:1")));
    let many = ["a", "b", "c"].map(|name| container(name).unwrap());
    let pod = Pod::builder(name!("many")).try_containers(many)?.build()?;
    assert_eq!(names(&spec(&pod)["containers"]), ["a", "b", "c"]);

    let violations = Pod::builder(name!("none")).try_containers([]).unwrap_err();
    assert_eq!(violations.iter().next().map(Violation::field), Some("spec.containers"));

    let pod = Pod::builder(name!("some"))
        .main(container("first")?)
        .containers(vec![container("second")?])
        .build()?;
    assert_eq!(names(&spec(&pod)["containers"]), ["first", "second"]);
    Ok(())
}

#[test]
fn any_number_of_sidecars_of_one_kind_is_owed_once() -> Result<(), podwright::Error> {
    for enabled in [false, true] {
        let pod = Pod::builder(name!("web")).sidecars(enabled.then(log_shipper)).main(web()).build()?;
        assert_eq!(spec(&pod).get("initContainers").is_some(), enabled);
        assert_eq!(names(&spec(&pod)["volumes"]), ["logs"]);
    }
    Ok(())
}

#[test]
fn a_platform_injects_into_a_finished_builder() -> Result<(), podwright::Error> {
    let sidecar = |name| Sidecar::new(name, image!("acme/agent:1"));
    let pod = Pod::builder(name!("web"))
        .init(InitContainer::new(name!("migrate"), image!("acme/migrate:1")))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .inject(sidecar(name!("last")))
        .inject_first(sidecar(name!("first")))
        .build()?;
    assert_eq!(names(&spec(&pod)["initContainers"]), ["first", "migrate", "last"]);
    Ok(())
}

#[test]
fn one_setting_reaches_every_container() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .each_container(|c| c.security_context(SecurityContext::restricted()).env(vars! { TZ = "UTC" }))
        .init(wait::for_service(name!("wait"), name!("db")))
        .sidecar(Sidecar::new(name!("agent"), image!("acme/agent:1")))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .container(Container::new(name!("second"), image!("nginx:1.27")))
        .build()?;
    let spec = spec(&pod);
    for container in
        spec["initContainers"].as_array().unwrap().iter().chain(spec["containers"].as_array().unwrap())
    {
        assert_eq!(container["securityContext"]["runAsNonRoot"], true, "{}", container["name"]);
        assert_eq!(container["env"].as_array().unwrap().last().unwrap()["name"], "TZ");
    }
    assert_eq!(spec["initContainers"][1]["restartPolicy"], "Always");
    Ok(())
}

#[test]
fn volumes_stand_once_in_the_order_of_their_first_mount() -> Result<(), podwright::Error> {
    let (a, b, c) =
        (Volume::empty_dir(name!("a")), Volume::empty_dir(name!("b")), Volume::empty_dir(name!("c")));
    let disk = BlockVolume::claim(name!("disk"), &ClaimRef::new(name!("db-disk")));
    let pod = Pod::builder(name!("web"))
        .volume(&c)
        .volume(&a)
        .init(InitContainer::new(name!("init"), image!("acme/init:1")).mount(b.at(path!("/b"))))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .mount(a.at(path!("/a")))
                .mount(b.at(path!("/b")))
                .mount(a.at(path!("/again")))
                .device(disk.device(path!("/dev/xvda"))),
        )
        .build()?;
    assert_eq!(names(&spec(&pod)["volumes"]), ["b", "a", "disk", "c"]);
    Ok(())
}

#[test]
fn two_volumes_of_one_name_are_reported() {
    let main = Container::new(name!("web"), image!("nginx:1.27"))
        .mount(Volume::empty_dir(name!("data")).at(path!("/a")))
        .mount(Volume::claim(name!("data"), &ClaimRef::new(name!("db"))).at(path!("/b")));
    let violations = Pod::builder(name!("web")).main(main).build().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "pod \"web\" cannot be created: 1 violation\n  spec.volumes[1].name: Duplicate value: \"data\""
    );
}

#[test]
fn two_directories_that_are_created_under_one_name_are_reported() {
    let scratch = || Volume::empty_dir(name!("scratch"));
    let proxy =
        Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).mount(scratch().at(path!("/tmp")));
    let web = Container::new(name!("web"), image!("nginx:1.27"))
        .mount(scratch().at(path!("/tmp")))
        .mount(scratch().at(path!("/var/tmp")));
    let violations = Pod::builder(name!("web")).sidecar(proxy).main(web).build().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "pod \"web\" cannot be created: 1 violation\n  \
         spec.volumes[0].name: Duplicate value: \"scratch\": two volumes of this name were made separately, and the \
         pod would create one directory for both; to use one volume in both places, make it once and mount it twice, \
         pass its clone, or declare it by `shared_volume!`; to have two, give one of them another name"
    );
    assert_eq!(violations.iter().map(Violation::rule).collect::<Vec<_>>(), ["volume-created-twice"]);
}

#[test]
fn a_change_of_each_container_makes_no_volume_anew() -> Result<(), podwright::Error> {
    let pod = || {
        Pod::builder(name!("web"))
            .sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
            .main(Container::new(name!("web"), image!("nginx:1.27")))
    };
    let made_for_each = |c: AnyContainer| c.mount(Volume::empty_dir(name!("tmp")).at(path!("/tmp")));
    let violations = pod().each_container(made_for_each).build().unwrap_err();
    assert_eq!(violations.iter().map(Violation::rule).collect::<Vec<_>>(), ["volume-created-twice"]);

    let tmp = Volume::empty_dir(name!("tmp"));
    let pod = pod().each_container(move |c| c.mount(tmp.at(path!("/tmp")))).build()?;
    assert_eq!(names(&spec(&pod)["volumes"]), ["tmp"]);
    Ok(())
}

#[test]
fn what_exists_is_one_volume_however_often_it_is_referred_to() -> Result<(), podwright::Error> {
    fn config() -> VolumeOf<ConfigMapSource> {
        Volume::config_map(name!("config"), &ConfigMapRef::new(name!("web")))
    }
    fn data() -> Volume {
        Volume::claim(name!("data"), &ClaimRef::new(name!("db"))).into()
    }

    let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"))
        .mount(config().at(path!("/config")))
        .mount(data().at(path!("/data")));
    let web = Container::new(name!("web"), image!("nginx:1.27"))
        .mount(config().at(path!("/config")))
        .mount(data().at(path!("/data")));
    let pod = Pod::builder(name!("web")).volume(data()).sidecar(proxy).main(web).build()?;
    assert_eq!(names(&spec(&pod)["volumes"]), ["config", "data"]);
    Ok(())
}

#[test]
fn a_provided_source_is_one_volume() -> Result<(), podwright::Error> {
    let at = || Data.at(path!("/data"));
    let fetch = InitContainer::new(name!("fetch"), image!("acme/fetch:1")).share(at());
    let web = Container::new(name!("web"), image!("nginx:1.27")).share(at());
    let beside = Container::new(name!("beside"), image!("nginx:1.27")).mount(at());
    let pod = Pod::builder(name!("web"))
        .provide(Data, EmptyDir::new().medium(StorageMedium::Memory))
        .volume(Data.volume())
        .init(fetch)
        .main(web)
        .container(beside)
        .build()?;
    assert_eq!(spec(&pod)["volumes"], json!([{ "name": "data", "emptyDir": { "medium": "Memory" } }]));
    Ok(())
}

#[test]
fn the_escape_hatches_are_validated() {
    let raw =
        Container::new(name!("web"), image!("nginx:1.27")).raw(|c: &mut v1::Container| c.name = "Web".into());
    let violations = Pod::builder(name!("web")).main(raw).build().unwrap_err();
    assert_eq!(violations.iter().map(Violation::field).collect::<Vec<_>>(), ["spec.containers[0].name"]);

    let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27")));
    let violations = pod.raw(|spec| spec.restart_policy = Some("Sometimes".into())).build().unwrap_err();
    assert_eq!(violations.iter().map(Violation::field).collect::<Vec<_>>(), ["spec.restartPolicy"]);
}

#[test]
fn a_template_has_labels_and_no_name() -> Result<(), podwright::Error> {
    let template = PodTemplate::builder()
        .labels(labels! { "app" = "web" })
        .sidecar(log_shipper())
        .main(web())
        .build()?;
    let template = serde_json::to_value(&template).unwrap();
    assert_eq!(template["metadata"], json!({ "labels": { "app": "web" } }));
    assert_eq!(template["spec"].get("restartPolicy"), None);
    Ok(())
}

#[test]
fn what_others_made_is_validated_alike() {
    let pod: v1::Pod = serde_json::from_value(json!({
        "metadata": { "name": "web" },
        "spec": { "containers": [{ "name": "web", "image": "nginx" }, { "name": "web", "image": "nginx" }] },
    }))
    .unwrap();
    let violations = Valid::new(pod).unwrap_err();
    let rules: Vec<_> = violations.iter().map(|v| (v.field(), v.rule())).collect();
    assert_eq!(rules, [("spec.containers[1].name", "container-name-duplicate")]);
}
