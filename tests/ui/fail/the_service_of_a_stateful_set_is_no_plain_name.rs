use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let peers: DnsLabel = "db".parse()?;
    let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
    StatefulSet::new(name!("db"), &peers, db).build()?;
    Ok(())
}
