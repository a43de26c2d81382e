use podwright::prelude::*;
use podwright::rules::pod_security::Restricted;

fn run(pod: &Restricted<Valid<v1::Pod>>) -> Option<String> {
    pod.metadata.name.clone()
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .each_container(|c| c.security_context(SecurityContext::restricted()))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    assert_eq!(run(&Restricted::new(pod)?).as_deref(), Some("web"));
    Ok(())
}
