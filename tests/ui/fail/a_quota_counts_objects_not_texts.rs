use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    ResourceQuota::new(name!("quota")).count("pods", 10).build()?;
    Ok(())
}
