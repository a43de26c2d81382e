use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
config_map!(Other = "other" { LEVEL = "level": "info" });

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).mount(WebConfig.file(Other::LEVEL).at(path!("/etc/level")));
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
