use podwright::prelude::*;
use podwright::volume::source::{AccessModes, Ephemeral};

#[test]
fn main() -> Result<(), podwright::Error> {
    let claim = Ephemeral::new(AccessModes::READ_WRITE_ONCE, Storage::gib(1)).block();
    let disk = BlockVolume::new(name!("disk"), claim);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(disk)
        .build()?;
    Ok(())
}
