use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .startup(Probe::exec(["true"]).failure_threshold(2)),
        )
        .build()?;
    Ok(())
}
