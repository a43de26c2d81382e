use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let security = PodSecurityContext::restricted().localhost_app_armor("web".parse()?);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .security_context(security)
        .build()?;
    Ok(())
}
