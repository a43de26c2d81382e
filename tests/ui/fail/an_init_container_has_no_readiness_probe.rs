use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let prepare =
        InitContainer::new(name!("prepare"), image!("busybox:1.28")).readiness(Probe::exec(["true"]));
    Pod::builder(name!("web")).init(prepare).main(web()).build()?;
    Ok(())
}
