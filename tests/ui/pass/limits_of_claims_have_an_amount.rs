use podwright::cluster::ClaimLimits;
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    LimitRange::new(name!("limits")).claim(ClaimLimits::at_most(Storage::gib(10))).build()?;
    Ok(())
}
