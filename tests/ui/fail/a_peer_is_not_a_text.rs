use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    NetworkPolicy::over_all(name!("web")).allow_from("monitoring", AllPorts).build()?;
    Ok(())
}
