use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Service::over(name!("web"), labels! { "app" = "web" })
        .port_number(8080, 80)
        .expose("NodePort")
        .build()?;
    Ok(())
}
