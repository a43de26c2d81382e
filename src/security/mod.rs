//! What the processes of a pod may do on their node.

mod app_armor;
mod container;
mod pod;
mod policy;
mod se_linux;
mod seccomp;
mod windows;

pub use app_armor::AppArmor;
pub use container::SecurityContext;
pub use pod::PodSecurityContext;
pub use policy::{FsGroupChangePolicy, ProcMount, SeLinuxChangePolicy, SupplementalGroupsPolicy};
pub use se_linux::SeLinux;
pub use seccomp::Seccomp;
pub use windows::Windows;
