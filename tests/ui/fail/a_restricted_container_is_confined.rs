use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let security = SecurityContext::restricted().seccomp(Seccomp::Unconfined);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).security_context(security))
        .build()?;
    Ok(())
}
