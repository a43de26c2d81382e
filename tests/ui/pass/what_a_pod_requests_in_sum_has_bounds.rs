use podwright::container::PodResources;
use podwright::prelude::*;
use podwright::rules::KubeVersion;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .resources(PodResources::new().cpu(..=Cpu::cores(2)))
        .build_for(KubeVersion::V1_36)?;
    Ok(())
}
