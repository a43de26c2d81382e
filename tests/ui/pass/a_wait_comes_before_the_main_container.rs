use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).init(wait::for_service(name!("wait"), name!("db"))).main(web()).build()?;
    Ok(())
}
