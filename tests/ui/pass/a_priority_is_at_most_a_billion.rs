use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    PriorityClass::new(name!("important"), priority!(1_000_000_000)).build()?;
    Ok(())
}
