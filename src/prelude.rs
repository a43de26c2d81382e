//! All that a program needs to write a pod: `use podwright::prelude::*;`.
//!
//! It brings no `Pod` of `k8s_openapi`, but its module `v1`.

pub use k8s_openapi::api::core::v1;

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
    ProjectedPath, Protocol, Registry, Seconds, Storage, SubPath, UserId, Weight, collect, field, fields,
    secs,
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
    labels, mode, name, path, port, registry, resource, shared_volume, sub_path, text, uid, value, var, vars,
    weight,
};

#[cfg(feature = "app")]
pub use crate::access::{
    ClusterRights, ClusterRole, ClusterRoleBinding, ClusterRoleRef, Rights, Role, RoleBinding, RoleRef,
    ServiceAccount, Subject, Verbs,
};
#[cfg(feature = "app")]
pub use crate::app::{AnyWorkload, App, AppBuilder};
#[cfg(feature = "app")]
pub use crate::claim::{Claim, DeclaredClaim, ExternalClaim, PersistentVolumeClaim};
#[cfg(feature = "app")]
pub use crate::cluster::{LimitRange, Namespace, PriorityClass, ResourceQuota};
#[cfg(feature = "app")]
pub use crate::config::{
    ConfigKeyOf, ConfigMap, ConfigMapOf, DeclaredConfigMap, DeclaredSecret, DockerConfig, Secret,
    SecretKeyOf, SecretOf, SecretValue,
};
#[cfg(feature = "app")]
pub use crate::network::{
    AllPorts, Connections, Ingress, IngressPath, IpFamilies, IpFamily, LoadBalancer, LocalTraffic,
    NetworkPolicy, NodePort, Peer, PolicyPort, ResourceBackend, Service, ServicePort, ServiceType,
    SessionAffinity, TrafficDistribution, TrafficPolicy,
};
#[cfg(feature = "app")]
pub use crate::object::ServiceRef;
#[cfg(feature = "app")]
pub use crate::value::{AppProtocol, Cidr, CronSchedule, Host, Indexes, ManagedBy, TimeZone, percent};
#[cfg(feature = "app")]
pub use crate::volume::source::ClaimTemplate;
#[cfg(feature = "app")]
pub use crate::workload::{
    Autoscale, CronJob, DaemonSet, Deployment, DisruptionBudget, EvictionPolicy, HorizontalPodAutoscaler,
    Indexed, Job, JobTemplate, MaxSurge, MaxUnavailable, Metric, MetricQuery, MetricResource, MetricTarget,
    MinAvailable, Never, OnFailure, PartitionedUpdate, PodCondition, PodFailureAction, PodFailurePolicy,
    PodManagementPolicy, ReplicaSet, Replicas, ResourceTarget, RollingUpdate, ScaleTarget, ScalingRules,
    StatefulSet, SuccessPolicy, SuccessRule,
};
#[cfg(feature = "app")]
pub use crate::{
    cidr, claim, config_map, cron, exact, external_config_map, external_secret, host, limit_ratio,
    metric_name, node_port, port_name, prefix, priority, rbac_name, resource_path, resources, secret,
    service, time_zone, url_path,
};
