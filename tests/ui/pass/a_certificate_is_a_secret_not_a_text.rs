use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = Service::over(name!("web"), labels! { "app" = "web" }).port_number(8080, 80);
    Ingress::new(name!("web"))
        .route(host!("shop.example.com"), prefix!("/"), web.backend(80))
        .tls([host!("shop.example.com")], SecretRef::literal("shop-tls"))
        .build()?;
    Ok(())
}
