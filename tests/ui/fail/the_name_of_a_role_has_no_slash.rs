use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(rbac_name!("shop/reader")).build()?;
    Ok(())
}
