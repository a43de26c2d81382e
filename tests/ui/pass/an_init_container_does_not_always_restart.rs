use podwright::prelude::*;
use podwright::rules::KubeVersion;

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let prepare = InitContainer::new(name!("prepare"), image!("busybox:1.28")).restart(Restart::on_failure());
    Pod::builder(name!("web")).init(prepare).main(web()).build_for(KubeVersion::V1_36)?;
    Ok(())
}
