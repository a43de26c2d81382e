//! Pods and pod templates: the builder, its stages, and all of a pod that is not a container or a volume.

mod build;
mod builder;

mod metadata;

pub mod state;
mod target;

pub use builder::PodBuilder;
pub use state::{BeforeMain, Complete, HasMain, State, WantsMain};
pub use target::{Pod, PodTemplate, StandsAlone, Target};
