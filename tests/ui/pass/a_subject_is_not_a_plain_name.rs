use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    RoleBinding::new(name!("viewers"), ClusterRoleRef::VIEW).to(Subject::user("jane")).build()?;
    Ok(())
}
