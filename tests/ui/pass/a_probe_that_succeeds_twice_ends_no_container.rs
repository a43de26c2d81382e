use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .readiness(Probe::exec(["true"]).success_threshold(2).timeout(secs(5))),
        )
        .build()?;
    Ok(())
}
