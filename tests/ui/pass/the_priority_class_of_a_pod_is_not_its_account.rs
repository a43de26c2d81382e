use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let important = PriorityClassRef::new(name!("important"));
    Pod::builder(name!("web"))
        .priority_class(&important)
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
