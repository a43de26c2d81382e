use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    let replicas: u16 = 3;
    Deployment::new(name!("web"), web).replicas(u32::from(replicas)).build()?;
    Ok(())
}
