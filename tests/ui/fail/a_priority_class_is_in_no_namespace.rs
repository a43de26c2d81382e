use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    PriorityClass::new(name!("important"), priority!(1000)).namespace(name!("shop")).build()?;
    Ok(())
}
