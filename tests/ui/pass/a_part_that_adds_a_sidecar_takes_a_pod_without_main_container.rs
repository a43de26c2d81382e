use podwright::prelude::*;

fn with_proxy<S: BeforeMain>(pod: PodBuilder<S>) -> PodBuilder<S> {
    pod.sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let pod = Pod::builder(name!("web"));
    with_proxy(pod).main(web()).build()?;
    Ok(())
}
