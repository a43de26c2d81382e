use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web")).main(InitContainer::new(name!("web"), image!("nginx:1.27"))).build()?;
    Ok(())
}
