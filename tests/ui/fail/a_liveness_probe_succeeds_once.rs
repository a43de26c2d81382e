use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .liveness(Probe::exec(["true"]).success_threshold(2)),
        )
        .build()?;
    Ok(())
}
