use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let postgres = port!("postgres", 5432);
    assert_eq!(postgres.number().get(), 5432);
    Service::external_name(name!("db"), host!("db.example.com")).build()?;
    Ok(())
}
