use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let security = SecurityContext::new().privileged();
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).security_context(security))
        .build()?;
    Ok(())
}
