use podwright::prelude::*;
use podwright::workload::Workload;

fn main() -> Result<(), podwright::Error> {
    let web = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27")));
    pulled(web).build()?;
    Ok(())
}

fn pulled<W: Workload>(workload: W) -> W {
    workload.template(|pod| pod.each_container(|c| c.pull_policy(PullPolicy::Always)))
}
