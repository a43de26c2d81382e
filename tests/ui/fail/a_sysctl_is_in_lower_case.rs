use podwright::prelude::*;
use podwright::sysctl;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .security_context(PodSecurityContext::new().sysctl(sysctl!("net.core.SoMaxConn"), "1024"))
        .build()?;
    Ok(())
}
