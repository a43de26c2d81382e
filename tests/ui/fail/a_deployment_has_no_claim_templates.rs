use podwright::prelude::*;
use podwright::workload::Deployment;

shared_volume!(Data = "data");

fn main() -> Result<(), podwright::Error> {
    let db = PodTemplate::builder().main(
        Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql"))),
    );
    Deployment::new(name!("db"), db).claim(Data, Claim::new(Storage::gib(10))).build()?;
    Ok(())
}
