use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let data = Volume::claim(name!("data"), &ClaimRef::new(name!("db")));

    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).device(data.device(path!("/data"))))
        .build()?;
    Ok(())
}
