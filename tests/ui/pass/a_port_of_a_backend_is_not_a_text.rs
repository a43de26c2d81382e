use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Service::over(name!("web"), labels! { "app" = "web" }).port(&port!("http", 8080), 80);
    Ingress::new(name!("web")).default_backend(web.backend(port_name!("http"))).build()?;
    Ok(())
}
