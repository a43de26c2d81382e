use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let pod = Pod::builder(name!("web"));
    pod.main(web()).build()?;
    Ok(())
}
