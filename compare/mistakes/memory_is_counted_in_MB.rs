use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let limit: Memory = "512MB".parse()?;
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).resources(Resources::new().memory(..=limit)))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
