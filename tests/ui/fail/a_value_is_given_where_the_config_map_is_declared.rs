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
    WebConfig.with(WebConfig::LEVEL, "info").build()?;
    Ok(())
}
