//! Kubernetes pods written as typed Rust.

pub mod container;
pub mod downward;
pub mod env;
pub mod rules;
pub mod value;
pub mod volume;

pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, EnvName, HostPath, Image, IpAddress, LabelKey, LabelValue,
    Labels, Memory, MountPath, Name, ParseError, Port, ProjectedPath, Storage, SubPath, Subdomain,
    SysctlName,
};
