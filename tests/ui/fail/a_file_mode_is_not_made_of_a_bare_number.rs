use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let bits: i32 = 400;
    let mode: FileMode = field("spec.mode", bits)?;
    assert_eq!(mode, mode!(0o620));
    Ok(())
}
