use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let account = ServiceAccountRef::new(name!("operator"));
    ClusterRoleBinding::new(name!("operator"), ClusterRoleRef::VIEW).to(&account).build()?;
    Ok(())
}
