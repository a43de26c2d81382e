use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).security_context(SecurityContext::new().run_as_user(uid!(-1))))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
