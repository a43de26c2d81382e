use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let pod = Pod::builder(name!("web"));
    drop(web);
    pod.build()?;
    Ok(())
}
