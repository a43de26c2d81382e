use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let shipper = Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1"));
    Pod::builder(name!("web"))
        .sidecar(shipper.mount(Logs.at(path!("/logs"))))
        .try_containers(vec![web()])?
        .build()?;
    Ok(())
}
