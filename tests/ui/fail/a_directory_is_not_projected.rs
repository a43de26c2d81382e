use podwright::prelude::*;
use podwright::volume::source::Projected;

fn main() -> Result<(), podwright::Error> {
    let all = Projected::new().project(EmptyDir::new());
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("all"), all))
        .build()?;
    Ok(())
}
