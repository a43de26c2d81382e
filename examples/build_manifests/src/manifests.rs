//! The objects of the cluster, for the build script and for the crate.

use std::collections::BTreeMap;

use podwright::manifest::{Manifest, Object};
use podwright::prelude::*;

/// Builds the pod of the web server.
///
/// # Errors
///
/// Fails if the API server would reject the pod.
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

/// Collects all objects of the cluster.
///
/// # Errors
///
/// Fails if the API server would reject the pod, or if two objects have the same kind and name.
pub fn shop() -> Result<Manifest, podwright::Error> {
    let mut config = v1::ConfigMap::default();
    config.metadata.name = Some("web".to_owned());
    config.metadata.namespace = Some("shop".to_owned());
    config.data = Some(BTreeMap::from([("greeting".to_owned(), "Good morning".to_owned())]));
    Ok(Manifest::of([Object::from(web()?), Object::unvalidated(config)?])?)
}
