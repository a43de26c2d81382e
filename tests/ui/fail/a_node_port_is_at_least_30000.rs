use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let port = ServicePort::of(&http, 80).node_port(node_port!(80));
    Service::over(name!("web"), labels! { "app" = "web" }).ports([port]).node_port().build()?;
    Ok(())
}
