use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let important = ServiceAccountRef::new(name!("important"));
    Pod::builder(name!("web"))
        .priority_class(&important)
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
