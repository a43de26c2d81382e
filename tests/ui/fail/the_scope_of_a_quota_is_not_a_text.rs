use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    ResourceQuota::new(name!("quota")).scope("BestEffort").build()?;
    Ok(())
}
