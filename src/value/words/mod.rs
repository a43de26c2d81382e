//! Closed sets of words, each stated once: builders take the types, rules their words.

mod access_mode;
mod byte_unit;
pub(crate) mod closed_set;
#[cfg(feature = "app")]
mod completion_mode;
#[cfg(feature = "app")]
mod concurrency_policy;
#[cfg(feature = "app")]
mod condition_status;
#[cfg(feature = "app")]
mod counted_object;
#[cfg(feature = "app")]
mod eviction_policy;
mod fs_group_change_policy;
mod host_path_type;
#[cfg(feature = "app")]
mod ip_family;
#[cfg(feature = "app")]
mod ip_family_policy;
mod key_type;
#[cfg(feature = "app")]
mod metric_target_type;
mod node_inclusion_policy;
mod os;
#[cfg(feature = "app")]
mod pod_failure_action;
#[cfg(feature = "app")]
mod pod_management_policy;
#[cfg(feature = "app")]
mod pod_replacement_policy;
mod preemption_policy;
mod proc_mount;
mod propagation;
mod protocol;
mod pull_policy;
#[cfg(feature = "app")]
mod quota_scope;
mod resize_policy;
mod resize_resource;
mod restart_action;
mod restart_policy;
#[cfg(feature = "app")]
mod scaling_policy_type;
#[cfg(feature = "app")]
mod scaling_select;
mod se_linux_change_policy;
mod supplemental_groups_policy;
mod termination_message_policy;
#[cfg(feature = "app")]
mod traffic_distribution;
#[cfg(feature = "app")]
mod traffic_policy;

pub use access_mode::AccessMode;
pub use byte_unit::ByteUnit;
#[cfg(feature = "app")]
pub(crate) use completion_mode::CompletionMode;
#[cfg(feature = "app")]
pub use concurrency_policy::ConcurrencyPolicy;
#[cfg(feature = "app")]
pub(crate) use condition_status::ConditionStatus;
#[cfg(feature = "app")]
pub use counted_object::CountedObject;
#[cfg(feature = "app")]
pub use eviction_policy::EvictionPolicy;
pub use fs_group_change_policy::FsGroupChangePolicy;
pub use host_path_type::HostPathType;
#[cfg(feature = "app")]
pub use ip_family::IpFamily;
#[cfg(feature = "app")]
pub use ip_family_policy::IpFamilyPolicy;
#[allow(unreachable_pub, reason = "before 1.34 no public function takes it")]
pub use key_type::KeyType;
#[cfg(feature = "app")]
pub(crate) use metric_target_type::MetricTargetType;
pub use node_inclusion_policy::NodeInclusionPolicy;
pub use os::Os;
#[cfg(feature = "app")]
pub use pod_failure_action::PodFailureAction;
#[cfg(feature = "app")]
pub use pod_management_policy::PodManagementPolicy;
#[cfg(feature = "app")]
pub use pod_replacement_policy::PodReplacementPolicy;
pub use preemption_policy::PreemptionPolicy;
pub use proc_mount::ProcMount;
pub use propagation::Propagation;
pub use protocol::Protocol;
pub use pull_policy::PullPolicy;
#[cfg(feature = "app")]
pub use quota_scope::QuotaScope;
pub use resize_policy::ResizePolicy;
pub use resize_resource::ResizeResource;
pub use restart_action::RestartAction;
pub use restart_policy::RestartPolicy;
#[cfg(feature = "app")]
pub(crate) use scaling_policy_type::ScalingPolicyType;
#[cfg(feature = "app")]
pub use scaling_select::ScalingSelect;
pub use se_linux_change_policy::SeLinuxChangePolicy;
pub use supplemental_groups_policy::SupplementalGroupsPolicy;
pub use termination_message_policy::TerminationMessagePolicy;
#[cfg(feature = "app")]
pub use traffic_distribution::TrafficDistribution;
#[cfg(feature = "app")]
pub use traffic_policy::TrafficPolicy;

pub(crate) use closed_set::closed_set;
