use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    assert_eq!(ExitCodes::one_of([42]), ExitCodes::try_one_of([42])?);
    Ok(())
}
