use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let mode: FileMode = field("spec.mode", 400)?;
    assert_eq!(mode, mode!(0o620));
    Ok(())
}
