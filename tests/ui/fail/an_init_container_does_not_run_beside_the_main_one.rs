use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .container(InitContainer::new(name!("second"), image!("busybox:1.28")))
        .build()?;
    Ok(())
}
