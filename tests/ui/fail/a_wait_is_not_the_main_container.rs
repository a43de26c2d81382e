use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let wait = wait::for_service(name!("wait"), name!("db"));
    let pod = Pod::builder(name!("web"));
    drop(web);
    pod.main(wait).build()?;
    Ok(())
}
