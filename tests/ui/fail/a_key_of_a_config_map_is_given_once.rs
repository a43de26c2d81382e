use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info", OTHER = "level": "warn" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
