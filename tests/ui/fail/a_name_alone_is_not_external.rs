use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let db = SecretRef::literal("db");
    let web = Container::new(name!("web"), image!("nginx:1.27")).env_from(&db);
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    App::builder(name!("shop")).add(web).external("db").build()?;
    Ok(())
}
