use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    Deployment::new(name!("web"), web).replicas(Autoscale::between(2, 10).cpu_utilization(70)).build()?;
    Ok(())
}
