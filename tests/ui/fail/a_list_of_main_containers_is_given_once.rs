use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let more = vec![Container::new(name!("more"), image!("nginx:1.27"))];
    Pod::builder(name!("web"))
        .main(web())
        .try_containers(more)?
        .build()?;
    Ok(())
}
