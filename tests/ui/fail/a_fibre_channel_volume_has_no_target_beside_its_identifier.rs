use podwright::prelude::*;
use podwright::volume::source::Fc;

fn main() -> Result<(), podwright::Error> {
    let disk = Fc::by_wwid("3600508b400105e210000900000490000").target("500a0982991b8dc5");
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("disk"), disk))
        .build()?;
    Ok(())
}
