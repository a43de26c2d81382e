use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Namespace::new(name!("shop")).namespace(name!("default")).build()?;
    Ok(())
}
