use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 80);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).liveness(Probe::http(&http, "/ready")))
        .build()?;
    Ok(())
}
