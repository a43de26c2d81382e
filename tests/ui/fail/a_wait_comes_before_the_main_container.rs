use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).main(web()).init(wait::for_service(name!("wait"), name!("db"))).build()?;
    Ok(())
}
