use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    assert_eq!(ExitCodes::one_of([]), ExitCodes::try_one_of([42])?);
    Ok(())
}
