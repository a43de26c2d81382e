use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let disk = Volume::new(name!("disk"), EmptyDir::new());
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(disk)
        .build()?;
    Ok(())
}
