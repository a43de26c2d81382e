use podwright::prelude::*;

secret! {
    Db = "db" { PASSWORD = "password" }
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { PASSWORD = Db::PASSWORD });
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    App::builder(name!("shop")).add(web).add(Db.with(Db::PASSWORD, String::from("secret"))).build()?;
    Ok(())
}
