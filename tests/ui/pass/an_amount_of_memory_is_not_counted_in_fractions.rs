use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let memory = Memory::try_mib(512)?;
    assert_eq!(memory, Memory::mib(512));
    Ok(())
}
