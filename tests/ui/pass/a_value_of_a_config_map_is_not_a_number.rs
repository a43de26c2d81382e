use podwright::prelude::*;

config_map!(WebConfig = "web-config" { LEVEL = "level": "3" });

#[test]
fn main() -> Result<(), podwright::Error> {
    WebConfig.build()?;
    Ok(())
}
