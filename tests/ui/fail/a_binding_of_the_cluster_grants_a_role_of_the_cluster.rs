use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let role = RoleRef::new(name!("reader"));
    ClusterRoleBinding::new(name!("readers"), role).to(Subject::group("sre")).build()?;
    Ok(())
}
