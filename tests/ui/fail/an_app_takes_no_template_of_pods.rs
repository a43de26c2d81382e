use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let template = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    App::builder(name!("shop")).add(template).build()?;
    Ok(())
}
