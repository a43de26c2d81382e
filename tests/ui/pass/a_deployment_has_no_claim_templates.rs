use podwright::prelude::*;
use podwright::workload::Deployment;

shared_volume!(Data = "data");

#[test]
fn main() -> Result<(), podwright::Error> {
    let db = PodTemplate::builder().main(
        Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql"))),
    );
    let data = ClaimRef::literal("data");
    Deployment::new(name!("db"), db.provide(Data, ClaimSource::new(&data))).build()?;
    Ok(())
}
