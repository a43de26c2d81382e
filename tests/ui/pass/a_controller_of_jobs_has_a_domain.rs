use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    const QUEUE: ManagedBy = ManagedBy::literal("example.com/queue");
    Job::new(name!("report"), JobTemplate::never(report).managed_by(QUEUE)).build()?;
    Ok(())
}
