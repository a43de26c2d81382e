use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let all = Peer::cidr(cidr!("10.0.0.0/8"));
    NetworkPolicy::over_all(name!("web")).allow_to(all, AllPorts).build()?;
    Ok(())
}
