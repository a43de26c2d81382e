use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .host_alias(HostAlias::new(ip!("10.0.0.1"), name!("db")))
        .build()?;
    Ok(())
}
