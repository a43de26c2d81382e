//! Programs of `ConfigMaps` and Secrets.

use podwright::prelude::*;

use super::Program;

config_map! {
    /// A map with two values that come at run time.
    Regional = "regional" { REGION = "region", ZONE = "zone" }
}

secret! {
    /// A Secret with two values.
    Db = "db" { USER = "user", PASSWORD = "password" }
}

/// More bytes than an object may have.
const TOO_LONG: usize = 1024 * 1024 + 1;

pub(crate) fn programs() -> Vec<Program> {
    vec![
        Program::newest("config-map-too-long", |version| {
            let text = "a".repeat(TOO_LONG);
            ConfigMap::new(name!("web-config")).text(config_key!("text"), text).build_for(version)
        }),
        Program::newest("config-map-value-required", |version| {
            Regional.with(Regional::REGION, "eu").build_for(version)
        }),
        Program::newest("secret-too-long", |version| {
            let bytes = vec![0; TOO_LONG];
            Secret::new(name!("db")).value(config_key!("bytes"), bytes).build_for(version)
        }),
        Program::newest("secret-value-required", |version| {
            Db.with(Db::USER, "app".to_owned()).build_for(version)
        }),
        Program::newest("ssh-key-required", |version| {
            Secret::ssh_auth(name!("deploy"), String::new()).build_for(version)
        }),
    ]
}
