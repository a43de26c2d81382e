//! Objects of every kind that has rules, with the type erased.

use std::fmt::Debug;

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac, scheduling};
use podwright::rules::pod_security::{Evaluation, Level, PolicyVersion};
use podwright::rules::{self, KubeVersion, Report, Validate, Warning};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An object of a kind that has rules.
pub trait AnyObject: Debug {
    fn validate(&self, version: KubeVersion) -> Report;

    fn advise(&self) -> Vec<Warning>;

    fn pod_security(&self, level: Level, version: PolicyVersion) -> Evaluation;

    /// Returns the object as JSON, without `apiVersion` and `kind` if its type does not write them.
    fn to_json(&self) -> Value;
}

impl<T: Validate + Serialize + Debug> AnyObject for T {
    fn validate(&self, version: KubeVersion) -> Report {
        rules::validate(self, version)
    }

    fn advise(&self) -> Vec<Warning> {
        rules::advise(self)
    }

    fn pod_security(&self, level: Level, version: PolicyVersion) -> Evaluation {
        rules::pod_security(self, level, version)
    }

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap()
    }
}

type Read = fn(&Value) -> Result<Box<dyn AnyObject>, serde_json::Error>;

fn read_as<T: Validate + Serialize + DeserializeOwned + Debug + 'static>(
    value: &Value,
) -> Result<Box<dyn AnyObject>, serde_json::Error> {
    Ok(Box::new(T::deserialize(value)?))
}

macro_rules! kinds {
    ($($kind:ty,)*) => {
        /// The kinds that have rules: `apiVersion`, `kind`, and how an object of it is read.
        pub const KINDS: &[(&str, &str, Read)] = &[
            $((<$kind as k8s_openapi::Resource>::API_VERSION, <$kind as k8s_openapi::Resource>::KIND, read_as::<$kind>),)*
        ];
    };
}

kinds! {
    apps::v1::DaemonSet,
    apps::v1::Deployment,
    apps::v1::ReplicaSet,
    apps::v1::StatefulSet,
    autoscaling::v1::HorizontalPodAutoscaler,
    autoscaling::v2::HorizontalPodAutoscaler,
    batch::v1::CronJob,
    batch::v1::Job,
    core::v1::ConfigMap,
    core::v1::LimitRange,
    core::v1::Namespace,
    core::v1::PersistentVolumeClaim,
    core::v1::Pod,
    core::v1::PodTemplate,
    core::v1::ReplicationController,
    core::v1::ResourceQuota,
    core::v1::Secret,
    core::v1::Service,
    core::v1::ServiceAccount,
    networking::v1::Ingress,
    networking::v1::NetworkPolicy,
    policy::v1::PodDisruptionBudget,
    rbac::v1::ClusterRole,
    rbac::v1::ClusterRoleBinding,
    rbac::v1::Role,
    rbac::v1::RoleBinding,
    scheduling::v1::PriorityClass,
}

/// Reads an object of a kind that has rules. Without a kind it is a pod.
pub fn read(object: &Value) -> Result<Box<dyn AnyObject>, serde_json::Error> {
    let text = |field: &str, default| object[field].as_str().unwrap_or(default);
    let (version, kind) = (text("apiVersion", "v1"), text("kind", "Pod"));
    let row = KINDS.iter().find(|(of, name, _)| (*of, *name) == (version, kind));
    let (.., read) = row.unwrap_or_else(|| panic!("{kind} of {version} has no rules"));
    read(object)
}
