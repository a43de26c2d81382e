//! What an operator does with podwright: a custom resource becomes a pod, and kube sends the pod to a cluster.
//!
//! [`controller`] is a whole operator: it keeps the Deployment and the Service of each [`site::Site`].

pub mod controller;
pub mod site;

use std::collections::BTreeMap;

use kube::api::{Api, Patch, PatchParams, PostParams};
use kube::{CustomResource, Resource, ResourceExt};
use podwright::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One run of a report.
#[derive(CustomResource, Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[kube(group = "example.com", version = "v1", kind = "Report", namespaced)]
#[serde(rename_all = "camelCase")]
pub struct ReportSpec {
    pub image: String,
    pub deadline_seconds: u64,
    pub metrics_port: Option<i32>,
    pub memory: Option<String>,
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    pub database_secret: String,
}

/// Makes the pod of a report, which is deleted with it.
///
/// # Errors
///
/// With everything that is wrong with the report, each with its field.
pub fn pod(report: &Report) -> Result<Valid<v1::Pod>, podwright::Error> {
    let spec = &report.spec;
    let (name, image, deadline, port, memory, labels, env, database) = collect((
        field("metadata.name", report.name_any()),
        field("spec.image", &spec.image),
        field("spec.deadlineSeconds", spec.deadline_seconds),
        field("spec.metricsPort", spec.metrics_port),
        field("spec.memory", &spec.memory),
        field("spec.labels", &spec.labels),
        field::<Vars>("spec.env", &spec.env),
        field::<SecretRef>("spec.databaseSecret", &spec.database_secret),
    ))?;
    let container = Container::new(name!("report"), image)
        .env(env)
        .env(vars! { DB_PASSWORD = database.key(config_key!("password")) })
        .with_some(port, |c, number: PortNumber| c.port(Port::new(number)))
        .with_some(memory, |c, memory: Memory| c.resources(Resources::new().memory(..=memory)));
    let pod = Pod::builder(name)
        .labels(labels)
        .with_some(report.controller_owner_ref(&()), PodBuilder::owner)
        .restart(RestartPolicy::Never)
        .active_deadline(deadline)
        .main(container)
        .build()?;
    Ok(pod)
}

/// Creates the pod. Fails if a pod of this name exists.
///
/// # Errors
///
/// If the API server refuses it.
pub async fn create(client: kube::Client, pod: &Valid<v1::Pod>) -> kube::Result<v1::Pod> {
    let pods: Api<v1::Pod> = Api::default_namespaced(client);
    pods.create(&PostParams::default(), pod).await
}

/// Creates the pod, or changes the fields that this program owns.
///
/// # Errors
///
/// If the API server refuses it.
pub async fn apply(client: kube::Client, pod: &Valid<v1::Pod>) -> kube::Result<v1::Pod> {
    let pods: Api<v1::Pod> = Api::default_namespaced(client);
    let params = PatchParams::apply("report-operator");
    pods.patch(&pod.name_any(), &params, &Patch::Apply(pod)).await
}
