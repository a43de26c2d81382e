use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .sidecar(
            Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).restart(Restart::on_failure()),
        )
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
