//! Programs of Deployments, DaemonSets and ReplicaSets.

use podwright::prelude::*;
use podwright::workload::Template;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    vec![
        of("workload-selector-empty", || web().selector(Labels::new())),
        of("workload-selector-mismatch", || {
            web().template(|pod| pod.labels(labels! { "app.kubernetes.io/name" = "shop" }))
        }),
        of("workload-name-in-selector", || Deployment::new(long(), template())),
        of("template-deadline", || web().template(|pod| pod.active_deadline(secs(60)))),
        of("rolling-update-over-100", || {
            web().rolling_update(RollingUpdate::new().max_unavailable(percent(101)))
        }),
        Program::newest("rolling-update-stuck", |version| {
            DaemonSet::new(name!("agent"), template()).rolling_update(MaxSurge(0)).build_for(version)
        }),
        of("progress-deadline-short", || web().min_ready(secs(60)).progress_deadline(secs(60))),
        of("deprecated-revision", || {
            web().annotation(key!("deprecated.deployment.rollback.to"), "the last one")
        }),
    ]
}

fn of(rule: &'static str, deployment: fn() -> Deployment) -> Program {
    Program::newest(rule, move |version| deployment().build_for(version))
}

fn template() -> Template {
    PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")))
}

fn web() -> Deployment {
    Deployment::new(name!("web"), template())
}

fn long() -> DnsSubdomain {
    dns_subdomain!("a.name.of.more.than.sixty-three.characters.is.a.name.but.not.the.value.of.a.label")
}
