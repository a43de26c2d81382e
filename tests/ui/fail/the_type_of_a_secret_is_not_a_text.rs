use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Secret::new(name!("db")).secret_type("kubernetes.io/tls").build()?;
    Ok(())
}
