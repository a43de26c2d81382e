use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    NetworkPolicy::over_all(name!("web")).allow_from(Peer::every_namespace(), &port!("http", 8080)).build()?;
    Ok(())
}
