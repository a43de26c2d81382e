//! A sidecar ships the log that the main container writes into a volume they share.
//!
//! Leave `.share(..)` out of the main container, and this does not compile.

use podwright::prelude::*;

shared_volume! {
    /// Where the app writes its log and the shipper reads it.
    Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256))
}

fn log_shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")).read_only())
        .startup(Probe::tcp(&port!("metrics", 2020)).period(secs(1)).failure_threshold(60))
}

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    let http = port!("http", 8080);
    let tls = Volume::secret(name!("tls"), &SecretRef::new(name!("web-tls")));
    let pod = Pod::builder(name!("web"))
        .labels(labels! { "app" = "web" })
        .sidecar(log_shipper())
        .main(
            Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
                .share(Logs.at(path!("/var/log/web")))
                .mount(tls.at(path!("/etc/tls")).read_only())
                .port(&http)
                .readiness(Probe::http(&http, "/ready").period(secs(5)))
                .resources(
                    Resources::new()
                        .cpu(Cpu::millis(250)..=Cpu::cores(1))
                        .memory(Memory::mib(128)..=Memory::mib(256)),
                ),
        )
        .build()?;
    Ok(pod)
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&pod()?)?);
    Ok(())
}
