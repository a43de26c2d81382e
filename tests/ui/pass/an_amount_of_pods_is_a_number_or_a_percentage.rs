use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    let update = RollingUpdate::new().max_surge(percent(25));
    Deployment::new(name!("web"), web).rolling_update(update).build()?;
    Ok(())
}
