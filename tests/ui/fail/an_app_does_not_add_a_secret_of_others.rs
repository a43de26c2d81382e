use podwright::prelude::*;

external_secret! {
    Db = "db" { PASSWORD = "password" }
}

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { PASSWORD = Db::PASSWORD });
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    App::builder(name!("shop")).add(web).add(Db).build()?;
    Ok(())
}
