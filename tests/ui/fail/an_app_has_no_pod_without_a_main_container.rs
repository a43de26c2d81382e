use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web")).init(InitContainer::new(name!("setup"), image!("busybox:1.36")));
    App::builder(name!("shop")).add(pod).build()?;
    Ok(())
}
