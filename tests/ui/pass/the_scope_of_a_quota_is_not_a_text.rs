use podwright::cluster::QuotaScope;
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    ResourceQuota::new(name!("quota")).scope(QuotaScope::BestEffort).build()?;
    Ok(())
}
