use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());
shared_volume!(Site = "site", EmptyDir::new());

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web"))
        .sidecar(
            Sidecar::new(name!("s"), image!("busybox:1.28"))
                .share(Logs.at(path!("/a")))
                .share(Site.at(path!("/b"))),
        )
        .main(web().share(Logs.at(path!("/var/log/nginx"))).share(Site.at(path!("/srv"))))
        .build()?;
    Ok(())
}
