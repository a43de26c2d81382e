use podwright::cluster::{Amounts, ContainerLimits};
use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let limits = ContainerLimits::new().default(Amounts::new().cpu(Cpu::cores(1)));
    LimitRange::new(name!("limits")).container(limits).build()?;
    Ok(())
}
