//! Kubernetes pods written as typed Rust.

pub mod downward;
pub mod rules;
pub mod value;
pub mod volume;

pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, EnvName, HostPath, Image, IpAddress, LabelKey, LabelValue, Labels,
    MountPath, Name, ParseError, Port, ProjectedPath, SubPath, Subdomain, SysctlName,
};
