use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("https://ghcr.io/acme/web")))
        .build()?;
    Ok(())
}
