use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Secret::tls(name!("tls"), "certificate", String::from("key")).build()?;
    Ok(())
}
