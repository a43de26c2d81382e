//! What runs in the cluster, for the build script and for the crate.

use std::collections::BTreeMap;

use podwright::manifest::{Manifest, Object};
use podwright::prelude::*;

/// The pod of the web server.
///
/// # Errors
///
/// When the API server would reject it.
pub fn web() -> Result<Valid<v1::Pod>, podwright::Error> {
    let http = port!("http", 8080);
    let config = ConfigMapRef::new(name!("web"));
    let main = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
        .env(vars! { PORT = 8080, GREETING = config.key(config_key!("greeting")) })
        .readiness(Probe::http(&http, "/ready"));
    let pod = Pod::builder(name!("web"))
        .namespace(name!("shop"))
        .labels(labels! { "app.kubernetes.io/name" = "web" })
        .main(main);
    Ok(pod.build()?)
}

/// All that is applied to the cluster.
///
/// # Errors
///
/// When the API server would reject the pod, or when two objects have the same name.
pub fn shop() -> Result<Manifest, podwright::Error> {
    let mut config = v1::ConfigMap::default();
    config.metadata.name = Some("web".to_owned());
    config.metadata.namespace = Some("shop".to_owned());
    config.data = Some(BTreeMap::from([("greeting".to_owned(), "Good morning".to_owned())]));
    Ok(Manifest::of([Object::from(web()?), Object::unvalidated(config)])?)
}
