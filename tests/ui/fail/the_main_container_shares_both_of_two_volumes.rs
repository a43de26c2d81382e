use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());
shared_volume!(Site = "site", EmptyDir::new());
fn shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1")).share(Logs.at(path!("/logs")))
}

fn fetch() -> InitContainer<Shares<Site>> {
    InitContainer::new(name!("fetch"), image!("alpine/git:2.45")).share(Site.at(path!("/site")))
}

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web"))
        .init(fetch())
        .sidecar(shipper())
        .main(web().share(Logs.at(path!("/var/log/nginx"))))
        .build()?;
    Ok(())
}
