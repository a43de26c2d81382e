use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let config = ConfigMapRef::new(name!("web"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).arg(config.name().clone()))
        .build()?;
    Ok(())
}
