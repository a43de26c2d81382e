use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let security = SecurityContext::restricted().add_net_bind_service();
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).security_context(security))
        .build()?;
    Ok(())
}
