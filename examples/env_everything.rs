//! Every kind of value that an environment variable may have, and texts that refer to variables.

use std::net::Ipv4Addr;

use podwright::prelude::*;

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    let config = ConfigMapRef::new(name!("web-config"));
    let db = SecretRef::new(name!("db"));
    let runtime = Volume::empty_dir(name!("runtime"));
    let debug: Option<bool> = None;

    let prepare = InitContainer::new(name!("prepare"), image!("busybox:1.36"))
        .command(["sh", "-c", "echo SESSION_KEY=$(head -c 16 /dev/urandom | base64) > /runtime/env"])
        .mount(runtime.at(path!("/runtime")));

    let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
        .resources(Resources::new().memory(..=Memory::gib(1)))
        .env_from(config.all().prefix(env_name!("APP_")))
        .env(vars! {
            // Literals arrive exactly as they are written.
            PORT = 8080,
            VERBOSE = true,
            SEPARATOR = ';',
            BIND = Ipv4Addr::UNSPECIFIED,
            PRICE = "US$(PORT) is no reference, and $$ is two dollars",
            DEBUG = debug,
            "spring.profiles.active" = "production",

            // Keys of config maps, secrets and files.
            LOG_LEVEL = config.key(config_key!("level")).optional(),
            DB_HOST = "db.internal",
            DB_PASSWORD = db.key(config_key!("password")),
            SESSION_KEY = runtime.env_file(sub_path!("env"), env_name!("SESSION_KEY")),

            // What the pod and the container know of themselves.
            POD_NAME = Downward::name(),
            POD_IP = Downward::pod_ip(),
            SHARD = Downward::label(key!("apps.kubernetes.io/pod-index")),
            MAX_MEMORY = downward::Limits::memory().in_units_of(ByteUnit::Mebi),
            CPU_REQUEST = downward::Requests::cpu().in_millicores(),

            // Texts that refer to variables above, or to those of a service.
            DB_URL = text!["postgres://app:", DB_PASSWORD, "@", DB_HOST, "/app"],
            BASE_URL = text!["http://", POD_IP, ":", PORT],
            API_SERVER = text!["https://", external_var!(KUBERNETES_SERVICE_HOST)];
            args ["serve", text!["--port=", PORT], "--name", POD_NAME]
        });

    Ok(Pod::builder(name!("web")).init(prepare).main(web).build()?)
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&pod()?)?);
    Ok(())
}
