use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let proxy = || Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    let pod = Pod::builder(name!("web"));
    pod.sidecar(proxy()).main(web()).build()?;
    Ok(())
}
