use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let data = Volume::ephemeral(name!("data"), AccessModes::READ_WRITE_ONCE, Storage::gib(10));
    let db = PodTemplate::builder()
        .main(Container::new(name!("db"), image!("postgres:17")).mount(data.at(path!("/data"))));
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db).build()?;
    Ok(())
}
