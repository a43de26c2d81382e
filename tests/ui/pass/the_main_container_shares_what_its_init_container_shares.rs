use podwright::prelude::*;

shared_volume!(Site = "site", EmptyDir::new());
fn fetch() -> InitContainer<Shares<Site>> {
    InitContainer::new(name!("fetch"), image!("alpine/git:2.45")).share(Site.at(path!("/site")))
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).init(fetch()).main(web().share(Site.at(path!("/srv")))).build()?;
    Ok(())
}
