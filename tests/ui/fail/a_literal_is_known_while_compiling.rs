use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let name = std::env::var("NAME").unwrap_or_else(|_| String::from("web"));
    Pod::builder(name!("web")).main(Container::new(name!(name), image!("nginx:1.27"))).build()?;
    Ok(())
}
