use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());
fn shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1")).share(Logs.at(path!("/logs")))
}

fn with_shipper<O>(pod: PodBuilder<WantsMain<O>>) -> PodBuilder<WantsMain<Shares<Logs, O>>> {
    pod.sidecar(shipper())
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let web = || web().share(Logs.at(path!("/var/log/nginx")));
    with_shipper(Pod::builder(name!("web"))).main(web()).build()?;
    Ok(())
}
