use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .termination_grace_period(secs(30))
        .build()?;
    Ok(())
}
