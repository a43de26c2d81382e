use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { VALUE = WebConfig::LEVLE });
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
