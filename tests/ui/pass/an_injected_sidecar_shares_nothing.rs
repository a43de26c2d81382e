use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let proxy = || Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    Pod::builder(name!("web")).main(web()).inject(proxy().mount(Logs.at(path!("/logs")))).build()?;
    Ok(())
}
