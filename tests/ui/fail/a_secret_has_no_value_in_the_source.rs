use podwright::prelude::*;

secret!(Db = "db" { PASSWORD = "password": "hunter2" });

fn main() -> Result<(), podwright::Error> {
    Db.with(Db::PASSWORD, String::from("a")).build()?;
    Ok(())
}
