use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .annotations(annotations! { "example.com/a" = "1", "example.com/b" = "2" })
        .build()?;
    Ok(())
}
