use podwright::cluster::ScopeTerm;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    ResourceQuota::new(name!("quota")).scope(ScopeTerm::priority_class_in([])).build()?;
    Ok(())
}
