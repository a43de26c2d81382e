use podwright::prelude::*;

secret!(Db = "db" { PASSWORD = "db/password" });

fn main() -> Result<(), podwright::Error> {
    Db.with(Db::PASSWORD, String::from("a")).build()?;
    Ok(())
}
