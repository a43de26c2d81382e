use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web")).main(Sidecar::new(name!("web"), image!("nginx:1.27"))).build()?;
    Ok(())
}
