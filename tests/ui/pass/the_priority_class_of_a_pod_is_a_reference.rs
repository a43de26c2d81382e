use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .priority_class(&PriorityClassRef::new(name!("important")))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
