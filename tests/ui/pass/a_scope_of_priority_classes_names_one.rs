use podwright::cluster::ScopeTerm;
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let important = PriorityClassRef::new(name!("important"));
    ResourceQuota::new(name!("quota")).scope(ScopeTerm::priority_class_in([important])).build()?;
    Ok(())
}
