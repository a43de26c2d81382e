use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    let web = Deployment::new(name!("web"), web).replicas(3);
    web.disruption_budget(MaxUnavailable(1)).build()?;
    Ok(())
}
