use podwright::prelude::*;

claim!(Models = "My_Models", Claim::new(Storage::gib(50)).read_write_many());

fn main() -> Result<(), podwright::Error> {
    Models.build()?;
    Ok(())
}
