use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let mut volume = v1::PersistentVolume::default();
    volume.metadata.name = Some("archive".to_owned());
    App::builder(name!("shop")).add(podwright::manifest::Object::unvalidated(volume)?).build()?;
    Ok(())
}
