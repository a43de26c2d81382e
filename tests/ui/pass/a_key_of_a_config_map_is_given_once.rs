use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info", OTHER = "other": "warn" });

#[test]
fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
