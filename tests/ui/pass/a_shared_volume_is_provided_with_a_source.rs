use podwright::prelude::*;

shared_volume!(Data = "data");

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(Data.at(path!("/data"))))
        .provide(Data, ClaimSource::new(&ClaimRef::new(name!("db"))))
        .build()?;
    Ok(())
}
