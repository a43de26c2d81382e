use podwright::prelude::*;

shared_volume!(Data = "data");

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(Data.at(path!("/data"))))
        .provide(Data, dns_subdomain!("db"))
        .build()?;
    Ok(())
}
