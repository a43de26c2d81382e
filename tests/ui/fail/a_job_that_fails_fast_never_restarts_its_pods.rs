use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let job = JobTemplate::on_failure(report).fail_fast_on(ExitCodes::one_of([42]));
    Job::new(name!("report"), job).build()?;
    Ok(())
}
