use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let cache = Volume::empty_dir(name!("cache"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).share(cache.at(path!("/var/cache"))))
        .build()?;
    Ok(())
}
