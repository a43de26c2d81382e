use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    PriorityClass::new(name!("important"), priority!(1_000_000_001)).build()?;
    Ok(())
}
