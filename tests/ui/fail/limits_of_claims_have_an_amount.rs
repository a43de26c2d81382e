use podwright::cluster::ClaimLimits;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    LimitRange::new(name!("limits")).claim(ClaimLimits::new()).build()?;
    Ok(())
}
