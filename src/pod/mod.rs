//! Pods and pod templates: the builder, its stages, and all of a pod that is not a container or a volume.

mod build;
mod builder;
mod identity;
mod metadata;
pub mod network;
pub mod placement;
mod pod_security;
mod scheduling;
mod spec;
pub mod state;
mod target;

pub use builder::PodBuilder;
pub use identity::{Os, PidNamespace, PreemptionPolicy, ResourceClaim, RestartPolicy};
pub use state::{BeforeMain, Complete, HasMain, State, WantsMain};
pub use target::{Pod, PodTemplate, Standalone, Target};
