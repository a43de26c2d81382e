use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("Web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
