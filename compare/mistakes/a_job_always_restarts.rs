use k8s_openapi::api::batch::v1::{Job, JobSpec};
use podwright::manifest::Object;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = Container::new(name!("report"), image!("acme/report:1.4"));
    let mut template = PodTemplate::builder().main(report).build()?.into_inner();
    template.spec.get_or_insert_default().restart_policy = Some("Always".to_owned());
    let mut job = Job { spec: Some(JobSpec { template, ..Default::default() }), ..Default::default() };
    job.metadata.name = Some("report".to_owned());
    print!("{}", podwright::to_yaml(&Object::unvalidated(job)?)?);
    Ok(())
}
