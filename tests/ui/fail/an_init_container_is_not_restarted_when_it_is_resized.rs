use podwright::container::ResizeResource;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .init(
            InitContainer::new(name!("prepare"), image!("busybox:1.28"))
                .restart_on_resize(ResizeResource::Cpu),
        )
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
