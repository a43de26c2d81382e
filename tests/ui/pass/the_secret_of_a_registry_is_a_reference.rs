use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let registry = "registry".parse::<SecretRef>()?;
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .pull_secret(&registry)
        .build()?;
    Ok(())
}
