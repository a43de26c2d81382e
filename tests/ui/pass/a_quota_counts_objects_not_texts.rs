use podwright::cluster::CountedObject;
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    ResourceQuota::new(name!("quota")).count(CountedObject::Pods, 10).build()?;
    Ok(())
}
