use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let path: HostPath = path!("/var/log");
    let logs = Volume::new(name!("logs"), path);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(logs)
        .build()?;
    Ok(())
}
