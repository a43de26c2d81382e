//! Security contexts: what the processes of a pod may do on their node.
//!
//! [`PodSecurityContext`] holds for all containers of a pod. A container's own [`SecurityContext`] takes precedence, field
//! by field.

mod app_armor;
mod container;
mod context;
mod pod;
mod profile;
mod se_linux;
mod seccomp;
mod windows;

pub use crate::value::words::{
    FsGroupChangePolicy, ProcMount, SeLinuxChangePolicy, SupplementalGroupsPolicy,
};
pub use app_armor::AppArmor;
pub use container::SecurityContext;
pub use pod::PodSecurityContext;
pub use profile::{
    AnyProfile, ChoosesConfinement, MayAddCapabilities, MayGainPrivileges, MayRunAsRoot, Restricted,
};
pub use se_linux::SeLinux;
pub use seccomp::Seccomp;
pub use windows::Windows;
