use podwright::prelude::*;

secret!(Db = "db" { PASSWORD = "password" });

fn main() -> Result<(), podwright::Error> {
    Db.with(Db::PASSWORD, "hunter2").build()?;
    Ok(())
}
