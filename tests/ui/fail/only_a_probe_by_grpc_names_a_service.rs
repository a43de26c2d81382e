use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let api = port!("grpc", 9000);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).liveness(Probe::tcp(&api).service("web")))
        .build()?;
    Ok(())
}
