use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info", LEVEL = "other": "warn" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
