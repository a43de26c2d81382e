use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    let update = RollingUpdate::new().max_surge("25");
    Deployment::new(name!("web"), web).rolling_update(update).build()?;
    Ok(())
}
