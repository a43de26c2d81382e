use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    CronJob::new(name!("nightly"), cron!("@reboot"), JobTemplate::never(report)).build()?;
    Ok(())
}
