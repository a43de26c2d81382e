use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let data = Volume::claim(name!("data"), name!("db-data"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(data.at(path!("/data"))))
        .build()?;
    Ok(())
}
