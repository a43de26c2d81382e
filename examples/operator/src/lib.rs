//! What an operator does with this crate: a custom resource becomes a pod, and the pod is sent to a cluster.

use kube::api::{Api, Patch, PatchParams, PostParams};
use kube::{Client, CustomResource, Resource, ResourceExt};
use podwright::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One run of a report.
#[derive(CustomResource, Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[kube(group = "example.com", version = "v1", kind = "Report", namespaced)]
pub struct ReportSpec {
    pub image: String,
    pub month: String,
    pub deadline_seconds: u64,
    pub port: Option<i32>,
    #[serde(default)]
    pub privileged: bool,
}

/// The pod of a report.
pub fn pod(report: &Report) -> Result<Valid<v1::Pod>, podwright::Error> {
    let spec = &report.spec;
    let pod = Pod::builder(report.name_any().parse()?).main(Container::new(name!("report"), spec.image.parse()?)).build()?;
    Ok(pod)
}

/// Creates the pod; an error if there is one of its name.
pub async fn create(client: Client, pod: &Valid<v1::Pod>) -> Result<v1::Pod, kube::Error> {
    let pods: Api<v1::Pod> = Api::default_namespaced(client);
    pods.create(&PostParams::default(), pod).await
}

/// Creates the pod or changes what it has of ours.
pub async fn apply(client: Client, pod: &Valid<v1::Pod>) -> Result<v1::Pod, kube::Error> {
    let pods: Api<v1::Pod> = Api::default_namespaced(client);
    let params = PatchParams::apply("report-operator");
    pods.patch(&pod.name_any(), &params, &Patch::Apply(pod)).await
}
