use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Secret::tls(name!("tls"), "certificate", "key").build()?;
    Ok(())
}
