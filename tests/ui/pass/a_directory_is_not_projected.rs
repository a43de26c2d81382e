use podwright::prelude::*;
use podwright::volume::source::Projected;
use podwright::volume::source::projected::ConfigMapProjection;

#[test]
fn main() -> Result<(), podwright::Error> {
    let all = Projected::new().project(ConfigMapProjection::new(&ConfigMapRef::new(name!("web"))));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("all"), all))
        .build()?;
    Ok(())
}
