use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    DaemonSet::new(name!("web"), web).build()?;
    Ok(())
}
