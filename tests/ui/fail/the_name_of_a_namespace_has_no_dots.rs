use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Namespace::new(dns_subdomain!("shop.example")).build()?;
    Ok(())
}
