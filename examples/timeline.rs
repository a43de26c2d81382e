//! Shows when the containers of a pod start and stop.
//!
//! Prints Mermaid, which GitHub shows in Markdown: `cargo run --example timeline`. With `--svg` it prints the picture beside
//! it: `cargo run --example timeline -- --svg > examples/timeline.svg`.

use podwright::facts;
use podwright::prelude::*;

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    let http = port!("http", 8080);
    let image = image!("ghcr.io/acme/web:1.4.2");
    let pod = Pod::builder(name!("web"))
        .init(wait::for_service(name!("wait-for-db"), name!("db")))
        .sidecar(
            Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.34.1"))
                .startup(Probe::http(&port!("admin", 9901), "/ready").period(secs(1)).failure_threshold(60)),
        )
        .init(InitContainer::new(name!("migrate"), image.clone()).args(["migrate"]))
        .sidecar(Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1")))
        .main(
            Container::new(name!("web"), image)
                .port(&http)
                .readiness(Probe::http(&http, "/ready"))
                .pre_stop(Hook::sleep(secs(5))),
        )
        .termination_grace_period(secs(45))
        .build()?;
    Ok(pod)
}

fn main() -> Result<(), podwright::Error> {
    let pod = pod()?;
    let Some(spec) = &pod.spec else { return Ok(()) };
    let timeline = facts::timeline(spec);
    match std::env::args().nth(1).as_deref() {
        Some("--svg") => print!("{}", timeline.to_svg()),
        _ => print!("{}", timeline.to_mermaid()),
    }
    Ok(())
}
