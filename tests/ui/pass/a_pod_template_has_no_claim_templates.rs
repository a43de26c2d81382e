use podwright::prelude::*;

shared_volume!(Data = "data");

#[test]
fn main() -> Result<(), podwright::Error> {
    let db = PodTemplate::builder().main(
        Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql"))),
    );
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db)
        .claim(Data, Claim::new(Storage::gib(10)))
        .build()?;
    Ok(())
}
