use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = Service::over(name!("web"), labels! { "app" = "web" }).port_number(8080, 80);
    Ingress::new(name!("web"))
        .default_backend(web.backend(80))
        .tls([], &SecretRef::literal("shop-tls"))
        .build()?;
    Ok(())
}
