use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .termination_grace_period(30)
        .build()?;
    Ok(())
}
