use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let db = Secret::new(name!("db")).value(config_key!("password"), String::from("a"));
    let _ = PodTemplate::builder().annotations(db.checksum());
    Ok(())
}
