use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    Service::over(name!("web"), labels! { "app" = "web" }).port(&http, 80).build()?;
    Ok(())
}
