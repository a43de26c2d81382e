use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let report = report.no_service_links();
    Job::new(name!("report"), JobTemplate::never(report)).build()?;
    Ok(())
}
