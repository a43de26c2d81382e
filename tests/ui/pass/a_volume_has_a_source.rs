use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let cache = Volume::new(name!("cache"), EmptyDir::new());
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(cache)
        .build()?;
    Ok(())
}
