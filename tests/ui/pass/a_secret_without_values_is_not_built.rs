use podwright::prelude::*;

secret!(Db = "db" { PASSWORD = "password" });

#[test]
fn main() -> Result<(), podwright::Error> {
    Db.with(Db::PASSWORD, String::from("a")).build()?;
    Ok(())
}
