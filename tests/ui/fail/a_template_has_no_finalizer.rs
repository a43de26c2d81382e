use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    PodTemplate::builder()
        .finalizer(key!("example.com/hold"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
