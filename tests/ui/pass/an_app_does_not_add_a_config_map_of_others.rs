use podwright::prelude::*;

external_config_map! {
    Ca = "ca" { BUNDLE = "bundle.pem" }
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { CA = Ca::BUNDLE });
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    App::builder(name!("shop")).add(web).build()?;
    Ok(())
}
