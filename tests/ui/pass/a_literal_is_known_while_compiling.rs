use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let name = std::env::var("NAME").unwrap_or_else(|_| String::from("web"));
    Pod::builder(name!("web")).main(Container::new(name.parse()?, image!("nginx:1.27"))).build()?;
    Ok(())
}
