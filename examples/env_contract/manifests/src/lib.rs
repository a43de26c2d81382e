//! The Deployment of the shop's web server.

use std::time::Duration;

use podwright::prelude::*;
use podwright::workload::Deployment;
use shop_env::{DbEnv, Level, WebEnv};

/// The namespace that the shop runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Staging,
    Production,
}

/// Returns the Deployment of the web server.
///
/// A variable that the contract requires and this function leaves out is a compile error.
pub fn web(environment: Environment) -> Deployment {
    let db = SecretRef::literal("db");
    let config = ConfigMapRef::literal("shop");
    let vars = WebEnv::vars()
        .timeout(Duration::from_secs(30))
        .pod_name(Downward::name())
        .public_url(text!["https://", WebEnv::POD_NAME, ".shop.example.com"])
        .languages(config.key(config_key!("languages")))
        .db(DbEnv::vars().host("db.shop.svc").password(db.key(config_key!("password"))).build())
        .when(environment == Environment::Staging, |vars| vars.log_level(Level::Debug))
        .build();
    let web = Container::new(name!("web"), image!("ghcr.io/acme/shop:1.4.2")).env(vars);
    Deployment::new(name!("web"), PodTemplate::builder().main(web))
}
