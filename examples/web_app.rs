//! A web application: a Deployment with its configuration, and how it is reached, scaled and kept up.
//!
//! Each object takes what it needs from the value it belongs to: labels, ports and names are written once. Ask the service for
//! a port that no container declares, and `build()` says so.
//!
//! `cargo run --example web_app --features app` prints the manifest. With `-- --svg` it prints the diagram beside it, and with
//! `-- --mermaid` the same for Markdown.

use podwright::diagram::Diagram;
use podwright::links::{External, Linker};
use podwright::manifest::Manifest;
use podwright::prelude::*;

config_map! {
    /// What the web server reads at start.
    WebConfig = "web-config" {
        LEVEL = "level": "info",
        ROUTES = "routes.yaml": include_str!("web_app/routes.yaml"),
    }
}

external_secret! {
    /// The account of the database: its keys are known here, its values are not.
    Db = "db" made by "the platform team" { PASSWORD = "password" }
}

shared_volume! {
    /// Where the web server writes its log and the shipper reads it.
    Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256))
}

fn log_shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")).read_only())
        .resources(Resources::new().cpu(Cpu::millis(50)..).memory(..=Memory::mib(64)))
}

pub(crate) fn manifest() -> Result<Manifest, podwright::Error> {
    let http = port!("http", 8080);
    let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
        .port(&http)
        .env(vars! { LOG_LEVEL = WebConfig::LEVEL, DB_PASSWORD = Db::PASSWORD })
        .mount(WebConfig.at(path!("/etc/web")))
        .share(Logs.at(path!("/var/log/web")))
        .resources(Resources::new().cpu(Cpu::millis(250)..).memory(..=Memory::mib(256)))
        .readiness(Probe::http(&http, "/ready"));

    let template = PodTemplate::builder()
        .annotations(WebConfig.checksum()) // a changed map replaces the pods
        .sidecar(log_shipper())
        .main(web);
    let web = Deployment::new(name!("web"), template)
        .rolling_update(RollingUpdate::new().max_surge(1).max_unavailable(0))
        .replicas(Autoscale::between(2, 10).cpu_utilization(70));

    let service = web.service().port(&http, 80);
    let ingress =
        Ingress::new(name!("web")).route(host!("shop.example.com"), prefix!("/"), service.backend(80));
    let budget = web.disruption_budget(MaxUnavailable(1));
    let autoscaler = web.autoscaler().map(HorizontalPodAutoscaler::build).transpose()?;

    let mut manifest = Manifest::new();
    manifest
        .add(WebConfig.build()?)?
        .add(web.build()?)?
        .add(service.build()?)?
        .add(ingress.build()?)?
        .add(budget.build()?)?
        .add_all(autoscaler)?;
    Ok(manifest)
}

pub(crate) fn diagram(manifest: &Manifest) -> Diagram {
    let links =
        Linker::new().external(External::object("Secret", "db").made_by("the platform team")).link(manifest);
    Diagram::of(&links, manifest).title("A web application")
}

fn main() -> Result<(), podwright::Error> {
    let manifest = manifest()?;
    match std::env::args().nth(1).as_deref() {
        Some("--svg") => print!("{}", diagram(&manifest).to_svg()),
        Some("--mermaid") => print!("{}", diagram(&manifest).to_mermaid()),
        _ => print!("{}", podwright::to_yaml(&manifest)?),
    }
    Ok(())
}
