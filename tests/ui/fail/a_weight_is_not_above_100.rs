use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .affinity(NodeAffinity::prefer(weight!(101), node::ARCH.is_in([value!("arm64")])))
        .build()?;
    Ok(())
}
