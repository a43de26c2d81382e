use podwright::prelude::*;

config_map! {
    pub WebConfig = "web-config" {
        LEVEL = "level": "info",
        LOGO = "logo.png": include_bytes!("/dev/null"),
        REGION = "region",
        optional FORMAT = "log.format",
    }
}

#[test]
fn main() -> Result<(), podwright::Error> {
    WebConfig.with(WebConfig::REGION, "eu").build()?;
    Ok(())
}
