use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .affinity(NodeAffinity::prefer(Weight::new(50), node::ARCH.exists()))
        .build()?;
    Ok(())
}
