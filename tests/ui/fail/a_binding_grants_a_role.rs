use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let role = "view".parse::<DnsSubdomain>()?;
    RoleBinding::new(name!("viewers"), role).to(Subject::user("jane")).build()?;
    Ok(())
}
