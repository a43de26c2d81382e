use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let web = Sidecar::new(name!("web"), image!("nginx:1.27")).ready_before_next(Probe::tcp(&http));
    let log = Container::new(name!("log"), image!("busybox:1.37"));
    Pod::builder(name!("web")).sidecar(web).main(log).build()?;
    Ok(())
}
