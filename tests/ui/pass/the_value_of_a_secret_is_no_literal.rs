use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Secret::new(name!("db")).value(config_key!("password"), String::from("a")).build()?;
    Ok(())
}
