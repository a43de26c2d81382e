use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let office = Peer::cidr(cidr!("192.0.2.0/24")).pods(labels! { "app" = "web" });
    NetworkPolicy::over_all(name!("web")).allow_from(office, AllPorts).build()?;
    Ok(())
}
