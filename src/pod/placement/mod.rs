//! Where a pod runs: taints that it tolerates, nodes and pods that it runs near or away from, and how pods spread.
//!
//! The setters that take these are those of [`PodBuilder`](crate::pod::PodBuilder): `affinity`, `anti_affinity`, `tolerate`
//! and `spread`.

mod affinity;
mod node_affinity;
mod node_term;
mod pod_affinity;
mod pod_term;
mod spread;
mod toleration;
mod well_known;

pub use crate::value::words::NodeInclusionPolicy;
pub use affinity::{IntoAffinity, IntoAntiAffinity};
pub use node_affinity::NodeAffinity;
pub use node_term::{IntoNodeTerm, NodeTerm};
pub use pod_affinity::{PodAffinity, PodAntiAffinity};
pub use pod_term::{HasTopology, IntoPodTerm, PodTerm, Topology, WantsTopology};
pub use spread::{
    Decided, DoNotSchedule, IntoSpread, KeepsPodsWaiting, MatchesNothing, MatchesPods, MayDecide,
    ScheduleAnyway, Spread, SpreadState, Undecided,
};
pub use toleration::{AnyEffect, ChoosesEffect, EndsSomeTime, IntoToleration, NoExecute, Toleration};
pub use well_known::{node, topology};
