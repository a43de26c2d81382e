use podwright::prelude::*;
use podwright::volume::source::DownwardFiles;

#[test]
fn main() -> Result<(), podwright::Error> {
    let about = DownwardFiles::new().field(sub_path!("about"), Downward::name());
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("about"), about))
        .build()?;
    Ok(())
}
