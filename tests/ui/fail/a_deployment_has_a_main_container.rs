use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    Deployment::new(name!("web"), PodTemplate::builder().sidecar(proxy)).build()?;
    Ok(())
}
