use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = PodTemplate::builder().sidecar(Sidecar::new(name!("proxy"), image!("acme/proxy:1")));
    Job::new(name!("report"), JobTemplate::on_failure(report)).build()?;
    Ok(())
}
