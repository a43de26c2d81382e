use podwright::prelude::*;
use podwright::volume::source::HostPathSource;

#[test]
fn main() -> Result<(), podwright::Error> {
    let path: HostPath = path!("/var/log");
    let logs = Volume::new(name!("logs"), HostPathSource::new(path));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(logs)
        .build()?;
    Ok(())
}
