use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .tolerate(Toleration::exists(key!("dedicated")).no_execute().no_schedule())
        .build()?;
    Ok(())
}
