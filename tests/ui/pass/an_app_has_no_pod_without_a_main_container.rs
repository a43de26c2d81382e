use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web")).init(InitContainer::new(name!("setup"), image!("busybox:1.36")));
    App::builder(name!("shop")).add(pod.main(Container::new(name!("web"), image!("nginx:1.27")))).build()?;
    Ok(())
}
