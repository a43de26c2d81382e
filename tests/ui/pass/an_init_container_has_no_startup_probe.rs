use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let prepare = Sidecar::new(name!("prepare"), image!("busybox:1.28")).startup(Probe::exec(["true"]));
    Pod::builder(name!("web")).sidecar(prepare).main(web()).build()?;
    Ok(())
}
