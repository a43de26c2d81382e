use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Secret::new(name!("db")).secret_type("example.com/tls".parse()?).build()?;
    Ok(())
}
