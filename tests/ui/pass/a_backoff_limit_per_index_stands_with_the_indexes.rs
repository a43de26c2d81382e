use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let job = JobTemplate::never(report).completions(Indexed::new(5).backoff_limit_per_index(1));
    Job::new(name!("report"), job).build()?;
    Ok(())
}
