//! Prints the Deployment of the shop's web server.

use shop_manifests::{Environment, web};

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&web(Environment::Production).build()?)?);
    Ok(())
}
