use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());
fn shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1")).share(Logs.at(path!("/logs")))
}

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).sidecar(shipper()).main(web()).containers([Container::new(name!("more"), image!("nginx:1.27"))]).build()?;
    Ok(())
}
