use podwright::prelude::*;

external_secret!(Db = "db" { PASSWORD = "password" });

fn main() -> Result<(), podwright::Error> {
    Db.build()?;
    Ok(())
}
