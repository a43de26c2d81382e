use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    CronJob::new(name!("nightly"), cron!("15 3 * * 0"), JobTemplate::never(report)).build()?;
    Ok(())
}
