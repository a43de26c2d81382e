use podwright::pod::State;
use podwright::prelude::*;

fn with_proxy<S: State + BeforeMain>(pod: PodBuilder<S>) -> PodBuilder<S> {
    pod.sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
}

#[test]
fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    with_proxy(Pod::builder(name!("web"))).main(web()).build()?;
    Ok(())
}
