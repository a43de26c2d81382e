use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    App::builder(name!("shop")).add(web).build()?;
    Ok(())
}
