use podwright::prelude::*;

config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml": "- /" });

#[test]
fn main() -> Result<(), podwright::Error> {
    Routes.build()?;
    Ok(())
}
