use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(dns_subdomain!("web.example")).main(web()).build()?;
    Ok(())
}
