use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let job = JobTemplate::never(report).manual_selector(labels! { "app" = "report" });
    Job::new(name!("report"), job).build()?;
    Ok(())
}
