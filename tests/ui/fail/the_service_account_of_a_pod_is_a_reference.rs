use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .service_account(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
