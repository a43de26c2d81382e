use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(name!("reader")).can(Verbs::READ, "pods").build()?;
    Ok(())
}
