//! Kubernetes pods written as typed Rust.

pub mod container;
pub mod downward;
pub mod env;
mod error;
pub mod manifest;
pub mod pod;
pub mod prelude;
pub mod rules;
pub mod security;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod value;
pub mod volume;
pub mod wait;

pub use error::Error;
pub use manifest::{to_json, to_yaml, write_json, write_yaml};
pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, EnvName, ExtendedResource, FileMode, GroupId, HostPath,
    HugePageSize, HugePages, Image, IpAddress, LabelKey, LabelValue, Labels, Memory, MountPath, Name,
    ParseError, Port, ProjectedPath, Seconds, Storage, SubPath, Subdomain, SysctlName, UserId, Weight, secs,
};
