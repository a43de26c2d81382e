use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).mount(WebConfig.file("level").at(path!("/etc/level")));
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
