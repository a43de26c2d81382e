use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Role::new(name!("reader")).can(Verbs::READ, resources!("pods")).build()?;
    Ok(())
}
