use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let claim = "db-data".parse::<ClaimRef>()?;
    let data = Volume::claim(name!("data"), &claim);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(data.at(path!("/data"))))
        .build()?;
    Ok(())
}
