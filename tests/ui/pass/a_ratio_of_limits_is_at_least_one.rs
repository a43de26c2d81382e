use podwright::cluster::{PodLimits, Ratios};
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let ratios = Ratios::new().cpu(limit_ratio!("1.5"));
    LimitRange::new(name!("limits")).pod(PodLimits::new().max_limit_request_ratio(ratios)).build()?;
    Ok(())
}
