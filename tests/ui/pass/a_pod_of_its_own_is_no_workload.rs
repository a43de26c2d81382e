use podwright::prelude::*;
use podwright::workload::Workload;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    pulled(Deployment::new(name!("web"), web)).build()?;
    Ok(())
}

fn pulled<W: Workload>(workload: W) -> W {
    workload.template(|pod| pod.each_container(|c| c.pull_policy(PullPolicy::Always)))
}
