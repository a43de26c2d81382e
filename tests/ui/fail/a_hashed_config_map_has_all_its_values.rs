use podwright::prelude::*;

config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml" });

fn main() -> Result<(), podwright::Error> {
    Routes.build()?;
    Ok(())
}
