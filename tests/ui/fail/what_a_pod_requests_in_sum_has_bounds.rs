use podwright::container::PodResources;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .resources(PodResources::new().cpu(Cpu::cores(2)))
        .build()?;
    Ok(())
}
