use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    NetworkPolicy::over_all(name!("web")).allow_from(Peer::namespace(name!("monitoring")), AllPorts).build()?;
    Ok(())
}
