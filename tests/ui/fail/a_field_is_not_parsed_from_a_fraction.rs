use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let cpu: Cpu = field("spec.cpu", 0.5)?;
    assert_eq!(cpu, Cpu::millis(500));
    Ok(())
}
