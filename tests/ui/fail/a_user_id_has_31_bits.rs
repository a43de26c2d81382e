use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .security_context(SecurityContext::new().run_as_user(uid!(4_294_967_295))),
        )
        .build()?;
    Ok(())
}
