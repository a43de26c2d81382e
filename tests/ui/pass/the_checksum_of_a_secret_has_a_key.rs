use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let db = Secret::new(name!("db")).value(config_key!("password"), String::from("a"));
    let _ = PodTemplate::builder().annotations(db.keyed_checksum(b"0123456789abcdef"));
    Ok(())
}
