use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 80);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).liveness("/ready"))
        .build()?;
    Ok(())
}
