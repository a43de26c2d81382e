use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().main(Container::new(name!("proxy"), image!("acme/proxy:1")));
    Job::new(name!("report"), JobTemplate::on_failure(report)).build()?;
    Ok(())
}
