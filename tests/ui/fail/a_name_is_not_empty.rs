use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web")).main(Container::new(name!(""), image!("nginx:1.27"))).build()?;
    Ok(())
}
