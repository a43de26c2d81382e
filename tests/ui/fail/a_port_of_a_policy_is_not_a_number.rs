use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    NetworkPolicy::over_all(name!("web")).allow_from(Peer::every_namespace(), 8080).build()?;
    Ok(())
}
