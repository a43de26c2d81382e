use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let report = report.restart(RestartPolicy::Always);
    Job::new(name!("report"), JobTemplate::never(report)).build()?;
    Ok(())
}
