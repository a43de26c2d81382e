use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let all = Peer::cidr(cidr!("192.0.2.7"));
    NetworkPolicy::over_all(name!("web")).allow_to(all, AllPorts).build()?;
    Ok(())
}
