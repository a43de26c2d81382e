//! One application in two environments: what differs is a struct, and what is equal is a function.
//!
//! A forgotten value does not compile, and neither does a misspelt one. COMPARE.md has the same application with Helm and with Kustomize.
//!
//! `cargo run --example per_environment --features app` prints the manifest of production. With the argument `dev` it prints that of
//! development, and with `diff` what differs between the two.

use podwright::diff::Differ;
use podwright::prelude::*;

config_map! {
    /// What the web server reads at start.
    WebConfig = "web-config" { LEVEL = "level" }
}

external_secret! {
    /// The account of the database.
    Db = "db" made by "the platform team" { PASSWORD = "password" }
}

/// What differs between the environments.
struct Environment {
    namespace: DnsLabel,
    image: Image,
    host: Host,
    level: &'static str,
    memory: Memory,
    replicas: Replicas,
}

impl Environment {
    fn dev() -> Self {
        Self {
            namespace: name!("shop-dev"),
            image: image!("ghcr.io/acme/web:1.10"),
            host: host!("dev.shop.example.com"),
            level: "debug",
            memory: Memory::mib(128),
            replicas: 1.into(),
        }
    }

    fn prod() -> Self {
        Self {
            namespace: name!("shop-prod"),
            image: image!("ghcr.io/acme/web:1.9"),
            host: host!("shop.example.com"),
            level: "info",
            memory: Memory::mib(512),
            replicas: Autoscale::between(3, 10).cpu_utilization(70).into(),
        }
    }
}

fn shop(environment: Environment) -> Result<App, podwright::Error> {
    let http = port!("http", 8080);
    let web = Container::new(name!("web"), environment.image)
        .port(&http)
        .env(vars! { LOG_LEVEL = WebConfig::LEVEL, DB_PASSWORD = Db::PASSWORD })
        .resources(Resources::new().cpu(Cpu::millis(250)..).memory(environment.memory..=environment.memory))
        .readiness(Probe::http(&http, "/ready"));
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(environment.replicas);
    let service = web.service().port(&http, 80);
    let ingress = Ingress::new(name!("web")).route(environment.host, prefix!("/"), service.backend(80));
    // One pod of one is no budget: nothing could be moved.
    let budget = web.autoscaler().map(|_| web.disruption_budget(MaxUnavailable(1)));

    let config = WebConfig.with(WebConfig::LEVEL, environment.level);
    let app = App::builder(name!("shop")).namespace(environment.namespace);
    Ok(app.add(config).add(web).add(service).add(ingress).add(budget).build()?)
}

pub(crate) fn app() -> Result<App, podwright::Error> {
    shop(Environment::prod())
}

pub(crate) fn dev() -> Result<App, podwright::Error> {
    shop(Environment::dev())
}

/// Returns what differs between development and production.
pub(crate) fn difference() -> Result<String, podwright::Error> {
    Ok(Differ::new().ignore_namespace().between(dev()?.manifest(), app()?.manifest())?.to_string())
}

fn main() -> Result<(), podwright::Error> {
    let text = match std::env::args().nth(1).as_deref() {
        Some("dev") => podwright::to_yaml(&dev()?)?,
        Some("diff") => difference()?,
        _ => podwright::to_yaml(&app()?)?,
    };
    print!("{text}");
    Ok(())
}
