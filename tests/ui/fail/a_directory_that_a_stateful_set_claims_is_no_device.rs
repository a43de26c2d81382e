use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let disk = BlockVolume::new(name!("disk"), ClaimTemplate::new(Claim::new(Storage::gib(10))));
    let db = PodTemplate::builder()
        .main(Container::new(name!("db"), image!("postgres:17")).device(disk.device(path!("/dev/xvda"))));
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db).build()?;
    Ok(())
}
