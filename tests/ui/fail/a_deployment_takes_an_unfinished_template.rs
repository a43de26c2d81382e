use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
    Deployment::new(name!("web"), web).build()?;
    Ok(())
}
