use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let memory = Memory::try_gib(0.5)?;
    assert_eq!(memory, Memory::mib(512));
    Ok(())
}
