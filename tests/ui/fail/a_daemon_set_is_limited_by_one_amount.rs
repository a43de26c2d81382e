use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    DaemonSet::new(name!("web"), web).rolling_update((MaxSurge(1), MaxUnavailable(1))).build()?;
    Ok(())
}
