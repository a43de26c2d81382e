use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Service::over(name!("web"), labels! { "app" = "web" }).port_number(8080, 80);
    assert_eq!(web.host().to_string(), "web");
    Ingress::new(name!("web")).route(host!("shop.example.com"), prefix!("/"), web.backend(80)).build()?;
    Ok(())
}
