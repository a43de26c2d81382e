use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let office = Peer::cidr(cidr!("192.0.2.0/24"));
    NetworkPolicy::over_all(name!("web")).allow_from(office, AllPorts).build()?;
    Ok(())
}
