use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let mode: FileMode = field("spec.mode", FileMode::from_bits(400))?;
    assert_eq!(mode, mode!(0o620));
    Ok(())
}
