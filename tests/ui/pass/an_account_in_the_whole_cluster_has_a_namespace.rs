use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let account = ServiceAccountRef::new(name!("operator"));
    let account = Subject::account(&account, name!("shop"));
    ClusterRoleBinding::new(name!("operator"), ClusterRoleRef::VIEW).to(account).build()?;
    Ok(())
}
