use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "conf/level": "info" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
