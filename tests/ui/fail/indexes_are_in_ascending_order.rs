use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    const LEADERS: Indexes = Indexes::literal("3-5,4");
    let shards = Indexed::new(8).success_policy(SuccessRule::indexes(LEADERS));
    Job::new(name!("report"), JobTemplate::never(report).completions(shards)).build()?;
    Ok(())
}
