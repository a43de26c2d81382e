use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    PodTemplate::builder()
        .namespace(name!("shop"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
