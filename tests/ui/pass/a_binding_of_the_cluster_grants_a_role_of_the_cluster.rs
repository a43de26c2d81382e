use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let role = ClusterRoleRef::new(name!("reader"));
    ClusterRoleBinding::new(name!("readers"), role).to(Subject::group("sre")).build()?;
    Ok(())
}
