use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    PriorityClass::new(name!("important"), priority!(1000)).build()?;
    Ok(())
}
