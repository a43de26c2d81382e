use podwright::prelude::*;

claim!(Models = "my-models", Claim::new(Storage::gib(50)).read_write_many());

#[test]
fn main() -> Result<(), podwright::Error> {
    Models.build()?;
    Ok(())
}
