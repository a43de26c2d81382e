//! Where a pod runs: taints it tolerates, nodes and pods it is near to or apart from, and how it spreads.

mod affinity;
mod expression;
mod node_affinity;
mod node_term;
mod pod_affinity;
mod pod_term;
mod selector;
mod spread;
mod toleration;
mod well_known;

pub use affinity::{IntoAffinity, IntoAntiAffinity};
pub use expression::Expression;
pub use node_affinity::NodeAffinity;
pub use node_term::{IsNodeTerm, NodeTerm};
pub use pod_affinity::{PodAffinity, PodAntiAffinity};
pub use pod_term::{HasTopology, IsPodTerm, PodTerm, Topology, WantsTopology};
pub use selector::{IsSelector, Selector};
pub use spread::{
    Decided, DoNotSchedule, IsSpread, KeepsPodsWaiting, MatchesNothing, MatchesPods, NodeInclusionPolicy,
    ScheduleAnyway, Spread, SpreadState, Undecided,
};
pub use toleration::{AnyEffect, ChoosesEffect, EndsSomeTime, IsToleration, NoExecute, Toleration};
pub use well_known::{node, topology};
