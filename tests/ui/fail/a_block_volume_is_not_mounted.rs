use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let disk = BlockVolume::claim(name!("disk"), &ClaimRef::new(name!("db-disk")));

    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(disk))
        .build()?;
    Ok(())
}
