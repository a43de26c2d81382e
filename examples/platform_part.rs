//! A part of a platform team: a function that gives any application a log shipper in each workload, a disruption budget, a network
//! policy that closes what nobody asked for, and the labels of the team.
//!
//! The team that owns the application calls one function. What does not fit, such as two sidecars of one name, `build()` reports
//! with the field.
//!
//! `cargo run --example platform_part --features app` prints the manifest.

use podwright::prelude::*;
use podwright::rules::pod_security::Level;

/// Who pays for an application, and how much it logs.
pub(crate) struct Platform {
    team: LabelValue,
    logs: Memory,
}

shared_volume! {
    /// Where each container writes its log.
    Logs = "logs"
}

impl Platform {
    /// Gives an application what all applications of the platform have.
    pub(crate) fn apply(&self, app: AppBuilder) -> AppBuilder {
        let budgets: Vec<_> =
            app.workloads().filter_map(|workload| workload.disruption_budget(MaxUnavailable(1))).collect();
        app.label(key!("example.com/team"), self.team.clone())
            .pod_label(key!("example.com/team"), self.team.clone())
            .pod_security(Level::Baseline)
            .each_workload(|workload| workload.template(|pod| self.with_logs(pod)))
            .add(budgets)
            .add(NetworkPolicy::over_all(name!("default-deny")).deny_ingress())
    }

    /// Lets each container write to a volume that a shipper reads.
    fn with_logs(&self, pod: podwright::workload::Template) -> podwright::workload::Template {
        let shipper = Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
            .mount(Logs.at(path!("/logs")).read_only())
            .resources(Resources::new().cpu(Cpu::millis(20)..).memory(..=Memory::mib(64)));
        pod.provide(Logs, EmptyDir::new().size_limit(self.logs))
            .each_main(|main| main.mount(Logs.at(path!("/var/log/app"))))
            .inject(shipper)
    }
}

pub(crate) fn app() -> Result<App, podwright::Error> {
    let http = port!("http", 8080);
    let main = |name, image| {
        Container::new(name, image)
            .resources(Resources::new().cpu(Cpu::millis(100)..).memory(..=Memory::mib(128)))
    };
    let web = main(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
        .port(&http)
        .readiness(Probe::http(&http, "/ready"));
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3);
    let report = PodTemplate::builder().main(main(name!("report"), image!("ghcr.io/acme/report:7")));
    let report = CronJob::new(name!("report"), cron!("15 3 * * *"), JobTemplate::on_failure(report));

    let shop = App::builder(name!("shop"))
        .namespace(name!("shop"))
        .add(Namespace::new(name!("shop")))
        .add(web.service().port(&http, 80))
        .add(Connections::new().allow_from(Peer::namespace(name!("ingress-nginx")), &web, &http))
        .add(web)
        .add(report);
    let platform = Platform { team: value!("storefront"), logs: Memory::mib(64) };
    Ok(platform.apply(shop).build()?)
}

fn main() -> Result<(), podwright::Error> {
    let app = app()?;
    match std::env::args().nth(1).as_deref() {
        Some("--svg") => print!("{}", app.diagram().to_svg()),
        _ => print!("{}", podwright::to_yaml(&app)?),
    }
    Ok(())
}
