use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let template = PodTemplate::builder();
    template.main(web()).build()?;
    Ok(())
}
