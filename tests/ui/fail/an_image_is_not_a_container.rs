use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web")).main(image!("nginx:1.27")).build()?;
    Ok(())
}
