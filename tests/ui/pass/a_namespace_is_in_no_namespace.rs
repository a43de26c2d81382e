use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Namespace::new(name!("shop")).build()?;
    Ok(())
}
