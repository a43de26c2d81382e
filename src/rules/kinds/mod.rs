//! The kinds that have rules, and the order in which the rules of each are checked.
//!
//! A kind has rules by the trait [`Validate`](super::Validate).

/// Passes the kinds that have rules to a macro.
#[cfg(feature = "app")]
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            k8s_openapi::api::core::v1::Pod
            k8s_openapi::api::apps::v1::DaemonSet
            k8s_openapi::api::apps::v1::Deployment
            k8s_openapi::api::apps::v1::ReplicaSet
            k8s_openapi::api::apps::v1::StatefulSet
            k8s_openapi::api::batch::v1::CronJob
            k8s_openapi::api::batch::v1::Job
            k8s_openapi::api::core::v1::PodTemplate
            k8s_openapi::api::core::v1::ReplicationController
            k8s_openapi::api::autoscaling::v1::HorizontalPodAutoscaler
            k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler
            k8s_openapi::api::core::v1::ConfigMap
            k8s_openapi::api::core::v1::LimitRange
            k8s_openapi::api::core::v1::Namespace
            k8s_openapi::api::core::v1::PersistentVolumeClaim
            k8s_openapi::api::core::v1::ResourceQuota
            k8s_openapi::api::core::v1::Secret
            k8s_openapi::api::core::v1::Service
            k8s_openapi::api::core::v1::ServiceAccount
            k8s_openapi::api::networking::v1::Ingress
            k8s_openapi::api::networking::v1::NetworkPolicy
            k8s_openapi::api::policy::v1::PodDisruptionBudget
            k8s_openapi::api::rbac::v1::ClusterRole
            k8s_openapi::api::rbac::v1::ClusterRoleBinding
            k8s_openapi::api::rbac::v1::Role
            k8s_openapi::api::rbac::v1::RoleBinding
            k8s_openapi::api::scheduling::v1::PriorityClass
        }
    };
}

#[cfg(feature = "app")]
pub(crate) use for_each_kind;

#[cfg(feature = "app")]
mod app;
mod pod;
mod pod_template;
