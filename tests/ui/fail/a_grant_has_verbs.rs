use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(name!("reader")).can(Verbs::of([]), resources!("pods")).build()?;
    Ok(())
}
