use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).main_as_default_container().main(web).build()?;
    Ok(())
}
