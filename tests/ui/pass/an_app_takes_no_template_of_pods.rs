use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let template = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    App::builder(name!("shop")).add(Deployment::new(name!("web"), template)).build()?;
    Ok(())
}
