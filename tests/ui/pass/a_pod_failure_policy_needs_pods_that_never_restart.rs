use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
    let policy = PodFailurePolicy::new().rule(PodCondition::disruption(), PodFailureAction::Ignore);
    Job::new(name!("report"), JobTemplate::never(report).pod_failure_policy(policy)).build()?;
    Ok(())
}
