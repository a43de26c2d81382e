//! Kubernetes pods written as typed Rust.

pub mod container;
pub mod downward;
pub mod env;
pub mod rules;
pub mod value;
pub mod volume;

pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, EnvName, ExtendedResource, FileMode, GroupId, HostPath,
    HugePageSize, HugePages, Image, IpAddress, LabelKey, LabelValue, Labels, Memory, MountPath, Name,
    ParseError, Port, ProjectedPath, Seconds, Storage, SubPath, Subdomain, SysctlName, UserId, Weight, secs,
};
