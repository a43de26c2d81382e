use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .inject(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
        .build()?;
    Ok(())
}
