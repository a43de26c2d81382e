use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(name!("reader")).can(resources!("pods")).build()?;
    Ok(())
}
