use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = Container::new(name!("report"), image!("acme/report:1.4"));
    let template = PodTemplate::builder().restart(RestartPolicy::Always).main(report);
    let job = Job::new(name!("report"), JobTemplate::never(template)).build()?;
    print!("{}", podwright::to_yaml(&job)?);
    Ok(())
}
