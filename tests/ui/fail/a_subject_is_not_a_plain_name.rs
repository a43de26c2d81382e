use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    RoleBinding::new(name!("viewers"), ClusterRoleRef::VIEW).to("jane").build()?;
    Ok(())
}
