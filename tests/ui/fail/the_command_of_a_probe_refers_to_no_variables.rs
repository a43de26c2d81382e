use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { FILE = "/run/healthy" })
                .liveness(Probe::exec([text!["cat"], text!["/run/healthy"]])),
        )
        .build()?;
    Ok(())
}
