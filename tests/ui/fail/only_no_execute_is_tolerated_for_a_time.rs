use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .tolerate(Toleration::exists(key!("dedicated")).no_schedule().for_at_most(secs(300)))
        .build()?;
    Ok(())
}
