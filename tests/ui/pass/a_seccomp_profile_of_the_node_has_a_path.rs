use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .security_context(SecurityContext::new().seccomp(Seccomp::Localhost(sub_path!("web.json")))),
        )
        .build()?;
    Ok(())
}
