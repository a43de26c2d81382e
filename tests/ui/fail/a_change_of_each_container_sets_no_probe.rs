use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .each_container(|container| container.liveness(Probe::exec(["true"])))
        .build()?;
    Ok(())
}
