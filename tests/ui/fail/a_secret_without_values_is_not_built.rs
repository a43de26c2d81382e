use podwright::prelude::*;

secret!(Db = "db" { PASSWORD = "password" });

fn main() -> Result<(), podwright::Error> {
    Db.build()?;
    Ok(())
}
