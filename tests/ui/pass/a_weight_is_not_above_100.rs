use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .affinity(NodeAffinity::prefer(weight!(100), node::ARCH.is_in([value!("arm64")])))
        .build()?;
    Ok(())
}
