use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let eighty = PortNumber::literal(80);
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).port(port!(8080).host_port(eighty)))
        .container(Container::new(name!("proxy"), image!("acme/proxy:2.0")).port(port!(9090).host_port(eighty)))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
