use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = Service::over(name!("web"), labels! { "app" = "web" }).port_number(8080, 80);
    Ingress::new(name!("web")).route(host!("192.0.2.7"), prefix!("/"), web.backend(80)).build()?;
    Ok(())
}
