use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let proxy = || Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    let mesh = true;
    Pod::builder(name!("web")).main(web()).sidecars(mesh.then(proxy)).build()?;
    Ok(())
}
