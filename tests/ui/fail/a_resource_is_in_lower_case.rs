use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(name!("reader")).can(Verbs::READ, resources!("apps/Deployment")).build()?;
    Ok(())
}
