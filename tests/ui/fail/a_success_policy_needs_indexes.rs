use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let job = JobTemplate::never(report).completions(5).success_policy(SuccessRule::count(3));
    Job::new(name!("report"), job).build()?;
    Ok(())
}
