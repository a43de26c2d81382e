//! A report every night: a `CronJob`, the secret that it sends with, and the rights that it needs.
//!
//! A Job that restarts always cannot be written: [`JobTemplate::never`] and [`JobTemplate::on_failure`] are the only two. Of
//! them only `never` has a pod failure policy, as in Kubernetes.
//!
//! `cargo run --example nightly_job --features app` prints the manifest.

use podwright::manifest::Manifest;
use podwright::prelude::*;

secret! {
    /// The account that sends the report. Its value comes at run time, and no literal can be one.
    Mail = "report-mail" { TOKEN = "token" }
}

const CURSOR: ConfigMapRef = ConfigMapRef::literal("report-cursor");

pub(crate) fn manifest() -> Result<Manifest, podwright::Error> {
    let token = std::env::var("REPORT_MAIL_TOKEN").unwrap_or_else(|_| "of the example".to_owned());

    let account = ServiceAccount::new(name!("report"))
        .can(Verbs::READ, resources!("pods", "apps/deployments"))
        .can(Verbs::GET.and(Verbs::UPDATE), &CURSOR);

    let report = Container::new(name!("report"), image!("ghcr.io/acme/report:7"))
        .env(vars! { MAIL_TOKEN = Mail::TOKEN, CURSOR = CURSOR.name().as_str() })
        .resources(Resources::new().memory(..=Memory::mib(512)));
    let job = JobTemplate::never(PodTemplate::builder().service_account(&account).main(report))
        .backoff_limit(2)
        .active_deadline(Seconds::hours(1))
        .pod_failure_policy(
            PodFailurePolicy::new()
                .rule(PodCondition::disruption(), PodFailureAction::Ignore) // a drained node is no failure of the report
                .rule(ExitCodes::one_of([42]), PodFailureAction::FailJob), // wrong arguments: trying again is of no use
        );
    let nightly = CronJob::new(name!("report"), cron!("15 3 * * *"), job)
        .time_zone(time_zone!("Europe/Berlin"))
        .forbid_concurrent();

    let mut manifest = Manifest::new();
    manifest
        .add(Mail.with(Mail::TOKEN, token).build()?)?
        .add_all(account.build_all()?)?
        .add(nightly.build()?)?;
    Ok(manifest)
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&manifest()?)?);
    Ok(())
}
