use podwright::prelude::*;

config_map!(WebConfig = "Web_Config" { LEVEL = "level": "info" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
