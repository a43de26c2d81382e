use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let template = PodTemplate::builder();
    drop(web);
    template.build()?;
    Ok(())
}
