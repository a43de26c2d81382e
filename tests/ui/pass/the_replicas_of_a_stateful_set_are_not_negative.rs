use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
    let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db);
    db.replicas(3).build()?;
    Ok(())
}
