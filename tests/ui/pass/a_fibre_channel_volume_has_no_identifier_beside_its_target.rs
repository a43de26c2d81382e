use podwright::prelude::*;
use podwright::volume::source::Fc;

#[test]
fn main() -> Result<(), podwright::Error> {
    let disk = Fc::by_target("500a0982991b8dc5", 0).target("500a0982891b8dc5");
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("disk"), disk))
        .build()?;
    Ok(())
}
