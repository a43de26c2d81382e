use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let role = ClusterRoleRef::VIEW;
    RoleBinding::new(name!("viewers"), role).to(Subject::user("jane")).build()?;
    Ok(())
}
