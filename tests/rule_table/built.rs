//! Programs that break a rule: of those that only the builder has, and of those whose pods are too large for a line.

use podwright::pod::network::HostAlias;
use podwright::prelude::*;
use podwright::volume::source::Projected;
use podwright::volume::source::projected::{KeyType, PodCertificate};

shared_volume!(Data = "data");

/// The rules, each with what `build()` says of a pod that breaks it.
pub(crate) fn violations() -> Vec<(&'static str, Violations)> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    let pod = || Pod::builder(name!("web"));
    let alias = || HostAlias::new(ip!("192.0.2.7"), name!("db"));
    let long = || "a".repeat(1 << 18);
    let certificate = PodCertificate::signed_by("example.com/a".parse().unwrap(), KeyType::Ed25519)
        .key_at(sub_path!("key.pem"))
        .annotation("example.com/a".parse().unwrap(), long());
    let certificates = Volume::new(name!("certificates"), Projected::new().project(certificate));
    let built = [
        ("annotations-too-long", pod().main(web()).annotation(key!("a"), long())),
        ("certificate-annotations-too-long", pod().main(web()).volume(certificates)),
        ("env-reference-unresolved", pod().main(web().args([text!["--port=", var!(PORT)]]))),
        ("shared-volume-source-required", pod().main(web().mount(Data.at(path!("/data"))))),
        (
            "apply-env-name-duplicate",
            pod().main(web().env(vars! { PORT = 8080 }).env(vars! { PORT = 9090 })),
        ),
        (
            "apply-port-duplicate",
            pod().main(web().port(port!("http", 8080)).port(port!("metrics", 8080))),
        ),
        ("apply-host-alias-duplicate", pod().main(web()).host_alias(alias()).host_alias(alias())),
        (
            "apply-pull-secret-duplicate",
            pod().main(web()).pull_secret(subdomain!("registry")).pull_secret(subdomain!("registry")),
        ),
    ];
    built.into_iter().map(|(id, pod)| (id, pod.build().expect_err(id))).collect()
}
