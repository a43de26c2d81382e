use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).env(vars! {
            HOST = "db.internal",
            URL = text!["postgres://", HOSTNAME_OF_DB, "/app"],
        }))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
