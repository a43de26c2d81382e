//! The kinds that have rules, and how an object of any of them is read.

#![expect(unreachable_pub, reason = "tests read objects with this file too, and reexport a part of it")]

use std::fmt::Debug;

use k8s_openapi::Resource;
use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac, scheduling};
use podwright::rules::Validate;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Error, Value};

/// What is done with an object that is read.
pub trait Visitor {
    type Output;

    fn visit<T: Validate + Serialize + DeserializeOwned + Debug + 'static>(self, object: T) -> Self::Output;
}

macro_rules! kinds {
    ($($kind:ty,)*) => {
        /// `apiVersion` and `kind` of each kind that has rules.
        pub const KINDS: &[(&str, &str)] = &[$((<$kind as Resource>::API_VERSION, <$kind as Resource>::KIND),)*];

        /// Reads an object of a kind.
        pub fn deserialize<'de, D: Deserializer<'de>, V: Visitor>(
            (api_version, kind): (&str, &str),
            object: D,
            visitor: V,
        ) -> Result<V::Output, D::Error> {
            $(
                if (api_version, kind) == (<$kind as Resource>::API_VERSION, <$kind as Resource>::KIND) {
                    return <$kind>::deserialize(object).map(|object| visitor.visit(object));
                }
            )*
            let kinds: Vec<&str> = KINDS.iter().map(|(_, kind)| *kind).collect();
            let kinds = kinds.join(", ");
            Err(D::Error::custom(format_args!("there are no rules for a {kind} of {api_version}, only for {kinds}")))
        }
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
pub fn read<V: Visitor>(object: &Value, visitor: V) -> Result<V::Output, Error> {
    let text = |field: &str, default| object[field].as_str().unwrap_or(default);
    let kind = (text("apiVersion", "v1"), text("kind", "Pod"));
    if kind.0 == "apps/v1" {
        let mut object = object.clone();
        keep_empty_selector(&mut object);
        drop_kinds_of_claims(&mut object);
        return deserialize(kind, &object, visitor);
    }
    deserialize(kind, object, visitor)
}

/// `k8s_openapi` does not tell an empty selector from a missing one, which the API server refuses otherwise. Empty labels make
/// the difference.
fn keep_empty_selector(workload: &mut Value) {
    let selector = workload.pointer_mut("/spec/selector").and_then(Value::as_object_mut);
    if let Some(selector) = selector.filter(|selector| selector.is_empty()) {
        selector.insert("matchLabels".to_owned(), Value::Object(serde_json::Map::new()));
    }
}

/// The API server drops the kind that a claim template gives, whatever it is. `k8s_openapi` reads no other than its own.
fn drop_kinds_of_claims(stateful_set: &mut Value) {
    let claims = stateful_set.pointer_mut("/spec/volumeClaimTemplates").and_then(Value::as_array_mut);
    for claim in claims.into_iter().flatten().filter_map(Value::as_object_mut) {
        for field in ["apiVersion", "kind"] {
            if claim.get(field).is_some_and(Value::is_string) {
                claim.remove(field);
            }
        }
    }
}
