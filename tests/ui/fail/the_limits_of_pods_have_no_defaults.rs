use podwright::cluster::{Amounts, PodLimits};
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let limits = PodLimits::new().default(Amounts::new().cpu(Cpu::cores(1)));
    LimitRange::new(name!("limits")).pod(limits).build()?;
    Ok(())
}
