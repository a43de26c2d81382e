use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { FILE = "/tmp/healthy" })
                .liveness(Probe::exec("cat", ["/tmp/healthy"])),
        )
        .build()?;
    Ok(())
}
