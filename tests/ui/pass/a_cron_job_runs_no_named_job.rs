use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let report = JobTemplate::never(report);
    CronJob::new(name!("nightly"), cron!("15 3 * * *"), report).build()?;
    Ok(())
}
