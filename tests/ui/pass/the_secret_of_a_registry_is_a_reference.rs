use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .pull_secret(&SecretRef::new(name!("registry")))
        .build()?;
    Ok(())
}
