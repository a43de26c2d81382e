use podwright::prelude::*;
use podwright::volume::source::Projected;
use podwright::volume::source::projected::ConfigMapProjection;

fn main() -> Result<(), podwright::Error> {
    let all = Projected::new().project(EmptyDir::new());
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("all"), all))
        .build()?;
    Ok(())
}
