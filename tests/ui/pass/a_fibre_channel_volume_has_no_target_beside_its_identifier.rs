use podwright::prelude::*;
use podwright::volume::source::Fc;

#[test]
fn main() -> Result<(), podwright::Error> {
    let disk = Fc::by_wwid("3600508b400105e210000900000490000").wwid("3600508b400105e210000900000490001");
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("disk"), disk))
        .build()?;
    Ok(())
}
