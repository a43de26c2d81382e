use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .security_context(SecurityContext::new().run_as_user(uid!(1000))),
        )
        .build()?;
    Ok(())
}
