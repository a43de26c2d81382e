use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let main = Container::new(name!("web"), image!("nginx:1.27"));
    let yaml = podwright::to_yaml(&Pod::builder(name!("web")).main(main).build()?)?;
    podwright::from_yaml::<v1::PersistentVolume>(&yaml)?;
    Ok(())
}
