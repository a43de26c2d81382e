use podwright::prelude::*;

shared_volume!(Data = "data");

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let volume = Volume::claim(name!("data"), &ClaimRef::new(name!("db")));
    let web = web().mount(Data.at(path!("/data")));
    let claim = ClaimSource::new(&ClaimRef::new(name!("db")));
    Pod::builder(name!("web")).main(web).provide(volume, claim).build()?;
    Ok(())
}
