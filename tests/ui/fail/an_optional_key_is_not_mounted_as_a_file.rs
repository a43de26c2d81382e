use podwright::prelude::*;

config_map! {
    pub WebConfig = "web-config" {
        LEVEL = "level": "info",
        LOGO = "logo.png": include_bytes!("/dev/null"),
        REGION = "region",
        optional FORMAT = "log.format",
    }
}

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).mount(WebConfig.file(WebConfig::FORMAT).at(path!("/etc/format")));
    Pod::builder(name!("web")).main(web).build()?;
    Ok(())
}
