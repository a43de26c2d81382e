use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .affinity(NodeAffinity::require(node::ARCH.is_in(["arm64"])))
        .build()?;
    Ok(())
}
