use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let data = ClaimRef::new(name!("data"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).env_from(data))
        .build()?;
    Ok(())
}
