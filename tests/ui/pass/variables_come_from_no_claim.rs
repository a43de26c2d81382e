use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let data = SecretRef::new(name!("data"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).env_from(data))
        .build()?;
    Ok(())
}
