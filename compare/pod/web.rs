use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256)));

fn log_shipper() -> Sidecar<Shares<Logs>> {
    Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
        .share(Logs.at(path!("/logs")).read_only())
}

fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let tls = Volume::secret(name!("tls"), &SecretRef::new(name!("web-tls")));
    let config = ConfigMapRef::new(name!("web-config"));
    let db = SecretRef::new(name!("db"));
    let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
        .env(vars! {
            PORT = 8080,
            LOG_LEVEL = config.key(config_key!("level")),
            DB_PASSWORD = db.key(config_key!("password")),
            POD_IP = Downward::pod_ip(),
            CPU_LIMIT = downward::Limits::cpu(),
            BASE_URL = text!["http://", POD_IP, ":8080"],
        })
        .port(&http)
        .resources(
            Resources::new()
                .cpu(Cpu::millis(250)..=Cpu::cores(1))
                .memory(Memory::mib(128)..=Memory::mib(256)),
        )
        .readiness(Probe::http(&http, "/ready").period(secs(5)))
        .share(Logs.at(path!("/var/log/web")))
        .mount(tls.at(path!("/etc/tls")).read_only());
    let pod = Pod::builder(name!("web")).sidecar(log_shipper()).main(web).build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
