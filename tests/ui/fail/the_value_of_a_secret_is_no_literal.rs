use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Secret::new(name!("db")).value(config_key!("password"), "hunter2").build()?;
    Ok(())
}
