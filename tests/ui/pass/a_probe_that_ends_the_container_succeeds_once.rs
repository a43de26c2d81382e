use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .liveness(Probe::exec(["true"]).termination_grace_period(secs(5)).failure_threshold(2)),
        )
        .build()?;
    Ok(())
}
