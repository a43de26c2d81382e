use podwright::prelude::*;

config_map!(Ca = "ca" { CERTIFICATES = "ca.crt": "" });

#[test]
fn main() -> Result<(), podwright::Error> {
    Ca.build()?;
    Ok(())
}
