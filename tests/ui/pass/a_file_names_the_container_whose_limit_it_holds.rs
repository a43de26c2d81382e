use podwright::prelude::*;
use podwright::volume::source::DownwardFiles;

#[test]
fn main() -> Result<(), podwright::Error> {
    let about = DownwardFiles::new().resource(sub_path!("cpu"), downward::Limits::cpu().of_container(name!("web")));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("about"), about))
        .build()?;
    Ok(())
}
