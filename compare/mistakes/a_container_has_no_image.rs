use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web")))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
