use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let cache = Volume::empty_dir(name!("cache"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(cache.at(path!("/var/cache"))))
        .build()?;
    Ok(())
}
