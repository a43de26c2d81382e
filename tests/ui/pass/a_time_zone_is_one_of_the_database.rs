use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let nightly = CronJob::new(name!("nightly"), cron!("15 3 * * *"), JobTemplate::never(report));
    nightly.time_zone(time_zone!("Europe/Berlin")).build()?;
    Ok(())
}
