use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });

#[test]
fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
