use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .service_account(&ServiceAccountRef::new(name!("web")))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
