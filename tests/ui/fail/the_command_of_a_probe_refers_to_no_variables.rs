use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { FILE = "/tmp/healthy" })
                .liveness(Probe::exec("cat", [text!["/tmp/healthy"]])),
        )
        .build()?;
    Ok(())
}
