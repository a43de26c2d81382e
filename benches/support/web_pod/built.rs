//! The web pod, written with the builder.

use podwright::prelude::*;

shared_volume! {
    /// The app writes its log here, and the shipper reads it.
    pub(crate) Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256))
}

fn log_shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")).read_only())
}

/// Builds the pod.
pub(crate) fn pod() -> Valid<v1::Pod> {
    numbered(name!("web"), 8080).expect("the web pod breaks no rule")
}

/// Calls every setter of the pod, without `build()`.
pub(crate) fn with_setters() -> PodBuilder<HasMain> {
    finish(name!("web"), 8080, |pod| pod)
}

/// Builds one of many pods, with its own name and its own value of a variable.
pub(crate) fn numbered(name: DnsSubdomain, number: usize) -> Result<Valid<v1::Pod>, Violations> {
    finish(name, number, PodBuilder::build)
}

fn finish<T>(name: DnsSubdomain, number: usize, end: impl FnOnce(PodBuilder<HasMain>) -> T) -> T {
    let http = port!("http", 8080);
    let tls = Volume::secret(name!("tls"), &SecretRef::new(name!("web-tls")));
    let config = ConfigMapRef::new(name!("web-config"));
    let db = SecretRef::new(name!("db"));
    let pod = Pod::builder(name).sidecar(log_shipper()).main(
        Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
            .share(Logs.at(path!("/var/log/web")))
            .mount(tls.at(path!("/etc/tls")).read_only())
            .port(&http)
            .readiness(Probe::http(&http, "/ready").period(secs(5)))
            .resources(
                Resources::new()
                    .cpu(Cpu::millis(250)..=Cpu::cores(1))
                    .memory(Memory::mib(128)..=Memory::mib(256)),
            )
            .env(vars! {
                PORT = number,
                LOG_LEVEL = config.key(config_key!("level")),
                DB_PASSWORD = db.key(config_key!("password")),
                POD_IP = Downward::pod_ip(),
                CPU_LIMIT = downward::Limits::cpu(),
                BASE_URL = text!["http://", POD_IP, ":8080"],
            }),
    );
    end(pod)
}
