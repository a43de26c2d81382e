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
    let _ = PodTemplate::builder().annotations(WebConfig.with(WebConfig::REGION, "eu").checksum());
    Ok(())
}
