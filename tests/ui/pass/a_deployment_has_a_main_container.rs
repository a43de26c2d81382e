use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    Deployment::new(name!("web"), PodTemplate::builder().sidecar(proxy).main(web)).build()?;
    Ok(())
}
