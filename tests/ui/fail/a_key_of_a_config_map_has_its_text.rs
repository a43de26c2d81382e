use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL: "info" });

fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
