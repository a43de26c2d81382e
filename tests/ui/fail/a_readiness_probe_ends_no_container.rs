use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .readiness(Probe::exec(["true"]).termination_grace_period(secs(5))),
        )
        .build()?;
    Ok(())
}
