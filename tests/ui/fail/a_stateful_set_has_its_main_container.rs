use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let db = PodTemplate::builder().init(InitContainer::new(name!("db"), image!("postgres:17")));
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db).build()?;
    Ok(())
}
