use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .annotations(annotations! { "example.com/" = "web" })
        .build()?;
    Ok(())
}
