use podwright::prelude::*;

external_secret!(Db = "db" { PASSWORD = "password" });

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { VALUE = Db::PASSWORD });
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
