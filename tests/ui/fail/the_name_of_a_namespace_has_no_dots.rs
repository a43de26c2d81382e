use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Namespace::new(name!("shop.example")).build()?;
    Ok(())
}
