use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).restart(Restart::always()))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
