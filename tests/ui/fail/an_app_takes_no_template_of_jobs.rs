use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let template = PodTemplate::builder().main(Container::new(name!("migrate"), image!("acme/shop:7")));
    let job = JobTemplate::never(template);
    App::builder(name!("shop")).add(job).build()?;
    Ok(())
}
