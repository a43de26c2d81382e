use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .container(Container::new(name!("second"), image!("busybox:1.28")))
        .build()?;
    Ok(())
}
