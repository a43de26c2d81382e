use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Role::new(rbac_name!("shop:reader")).build()?;
    Ok(())
}
