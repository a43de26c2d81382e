use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    App::builder(name!("shop")).add(Pod::builder(name!("web")).main(web)).build()?;
    Ok(())
}
