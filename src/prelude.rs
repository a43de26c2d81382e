//! All that a program needs to write a pod: `use podwright::prelude::*;`.
//!
//! It brings no `Pod` of `k8s_openapi`, but its module `v1`.

pub use k8s_openapi::api::core::v1;

#[cfg(feature = "app")]
pub use crate::access::{
    ClusterRights, ClusterRole, ClusterRoleBinding, ClusterRoleRef, Rights, Role, RoleBinding, RoleRef,
    ServiceAccount, Subject, Verbs,
};
#[cfg(feature = "app")]
pub use crate::cluster::{LimitRange, Namespace, PriorityClass, ResourceQuota};
pub use crate::config::{
    ConfigKeyOf, ConfigMap, ConfigMapOf, DeclaredConfigMap, DeclaredSecret, DockerConfig, Secret,
    SecretKeyOf, SecretOf, SecretValue,
};
pub use crate::container::{
    AnyContainer, Container, ContainerOf, ContainerRole, ExitCodes, Hook, InitContainer, Probe, PullPolicy,
    Resources, Restart, RestartAction, Sidecar,
};
pub use crate::downward::{self, ByteUnit, Downward};
pub use crate::env::{Var, Vars};
pub use crate::expansion::{Text, VarRef, expand};
pub use crate::object::{ClaimRef, ConfigMapRef, PriorityClassRef, SecretRef, Selector, ServiceAccountRef};
pub use crate::pod::network::{Dns, HostAlias, Hostname};
pub use crate::pod::placement::{
    NodeAffinity, PodAffinity, PodAntiAffinity, PodTerm, Spread, Toleration, node, topology,
};
pub use crate::pod::{
    BeforeMain, HasMain, Os, PidNamespace, Pod, PodBuilder, PodResourceClaim, PodTemplate, RestartPolicy,
    WantsMain,
};
pub use crate::rules::{Valid, Violation, Violations};
pub use crate::security::{AppArmor, PodSecurityContext, Seccomp, SecurityContext};
pub use crate::value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, DnsLabel, DnsOptionName, DnsSubdomain, EnvName,
    ExtendedResource, FileMode, GenerateName, GroupId, HostPath, HugePageSize, HugePages, Image, IpAddress,
    LabelKey, LabelValue, Labels, Memory, MountPath, ParseError, ParseErrors, Port, PortName, PortNumber,
    ProjectedPath, Protocol, Seconds, Storage, SubPath, UserId, Weight, collect, field, fields, secs,
};
pub use crate::volume::source::projected::{
    ConfigMapProjection, DownwardProjection, SecretProjection, ServiceAccountToken,
};
pub use crate::volume::source::{
    AccessMode, AccessModes, ClaimSource, ConfigMapSource, DownwardFiles, EmptyDir, Ephemeral,
    HostPathSource, HostPathType, ImageVolume, Projected, SecretSource, StorageMedium,
};
pub use crate::volume::{
    BlockVolume, BlockVolumeOf, Device, Mount, Propagation, SharedVolume, Shares, Volume, VolumeOf,
};
pub use crate::wait;
pub use crate::{
    annotations, config_key, dns_subdomain, env_name, external_var, generate_name, gid, image, ip, key,
    labels, mode, name, path, port, resource, shared_volume, sub_path, text, uid, value, var, vars, weight,
};

pub use crate::network::{
    AllPorts, Ingress, IngressPath, IpFamilies, IpFamily, LoadBalancer, LocalTraffic, NetworkPolicy,
    NodePort, Peer, PolicyPort, ResourceBackend, Service, ServicePort, ServiceType, SessionAffinity,
    TrafficDistribution, TrafficPolicy,
};
#[cfg(feature = "app")]
pub use crate::object::ServiceRef;
#[cfg(feature = "app")]
pub use crate::value::{AppProtocol, Cidr, Host};
#[cfg(feature = "app")]
pub use crate::workload::{
    CronJob, Indexed, Job, JobTemplate, Never, OnFailure, PodCondition, PodFailureAction, PodFailurePolicy,
    SuccessPolicy, SuccessRule,
};
#[cfg(feature = "app")]
pub use crate::{cidr, exact, host, node_port, port_name, prefix};
#[cfg(feature = "app")]
pub use crate::{
    claim,
    claim::{Claim, DeclaredClaim, ExternalClaim, PersistentVolumeClaim},
    volume::source::ClaimTemplate,
    workload::{PartitionedUpdate, PodManagementPolicy, StatefulSet},
};
#[cfg(feature = "app")]
pub use crate::{config_map, external_config_map, external_secret, secret};
#[cfg(feature = "app")]
pub use crate::{
    cron, time_zone,
    value::{CronSchedule, Indexes, ManagedBy, TimeZone},
};
#[cfg(feature = "app")]
pub use crate::{limit_ratio, priority, rbac_name, resource_path, resources, url_path};
#[cfg(feature = "app")]
pub use crate::{
    metric_name,
    value::percent,
    workload::{
        Autoscale, DaemonSet, Deployment, DisruptionBudget, EvictionPolicy, HorizontalPodAutoscaler,
        MaxSurge, MaxUnavailable, Metric, MetricQuery, MetricResource, MetricTarget, MinAvailable,
        ReplicaSet, Replicas, ResourceTarget, RollingUpdate, ScaleTarget, ScalingRules,
    },
};
