use podwright::prelude::*;

external_secret!(Db = "db" { PASSWORD = "password" });

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { VALUE = Db::PASWORD });
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
