use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .inject(InitContainer::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
        .build()?;
    Ok(())
}
