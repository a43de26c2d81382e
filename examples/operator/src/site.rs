//! A web site as a custom resource: its Deployment and its Service.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::Deployment as ApiDeployment;
use k8s_openapi::api::core::v1::Service as ApiService;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, Resource, ResourceExt};
use podwright::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A web site.
#[derive(CustomResource, Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[kube(group = "example.com", version = "v1", kind = "Site", namespaced, status = "SiteStatus")]
#[serde(rename_all = "camelCase")]
pub struct SiteSpec {
    pub image: String,
    pub port: i32,
    pub replicas: u32,
    pub memory: Option<String>,
    pub min_ready_seconds: Option<u32>,
    #[serde(default)]
    pub env: BTreeMap<String, String>,
}

/// What the operator says of a web site.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct SiteStatus {
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

/// The objects of a web site, which are deleted with it.
#[derive(Debug)]
pub struct Parts {
    pub deployment: Valid<ApiDeployment>,
    pub service: Valid<ApiService>,
}

/// Makes the objects of a web site.
///
/// # Errors
///
/// With everything that is wrong with the site, each with its field, or with the rules that its objects break.
pub fn parts(site: &Site) -> Result<Parts, podwright::Error> {
    let spec = &site.spec;
    let (name, image, port, memory, min_ready, env) = collect((
        field::<DnsLabel>("metadata.name", site.name_any()),
        field("spec.image", &spec.image),
        field("spec.port", spec.port),
        field("spec.memory", &spec.memory),
        field("spec.minReadySeconds", spec.min_ready_seconds.map(i64::from)),
        field::<Vars>("spec.env", &spec.env),
    ))?;
    let http = Port::named(PortName::literal("http"), port);
    let main = Container::new(name!("web"), image)
        .port(&http)
        .env(env)
        .with_some(memory, |c, memory: Memory| c.resources(Resources::new().memory(..=memory)));
    let owner = site.controller_owner_ref(&());
    let deployment = Deployment::new(name.into(), PodTemplate::builder().main(main))
        .replicas(spec.replicas)
        .with_some(min_ready, Deployment::min_ready)
        .with_some(owner.clone(), Deployment::owner);
    let service = deployment.service().port(&http, 80).with_some(owner, Service::owner);
    Ok(Parts { deployment: deployment.build()?, service: service.build()? })
}
