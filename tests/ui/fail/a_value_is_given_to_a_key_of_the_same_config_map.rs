use podwright::prelude::*;

config_map! {
    pub WebConfig = "web-config" {
        LEVEL = "level": "info",
        LOGO = "logo.png": include_bytes!("/dev/null"),
        REGION = "region",
        optional FORMAT = "log.format",
    }
}
config_map!(Other = "other" { REGION = "region" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.with(Other::REGION, "eu").build()?;
    Ok(())
}
