use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let job = JobTemplate::never(report);
    Job::new(name!("report"), job).manual_selector(labels! { "app" = "report" }).build()?;
    Ok(())
}
