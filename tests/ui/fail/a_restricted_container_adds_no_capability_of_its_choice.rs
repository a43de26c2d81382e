use podwright::prelude::*;
use podwright::value::Capability;

fn main() -> Result<(), podwright::Error> {
    let security = SecurityContext::restricted().add_capability(Capability::NET_BIND_SERVICE);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).security_context(security))
        .build()?;
    Ok(())
}
