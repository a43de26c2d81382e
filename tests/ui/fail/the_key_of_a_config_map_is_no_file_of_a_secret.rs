use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
external_secret!(Db = "db" { PASSWORD = "password" });

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).mount(Db.file(WebConfig::LEVEL).at(path!("/etc/password")));
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
