//! What has no claim templates says so.

use super::{DaemonSet, Deployment, ReplicaSet};
use crate::claim::Claim;
use crate::pod::PodBuilder;

/// The shared volumes that `W` claims for each pod: none, because only a StatefulSet does.
#[diagnostic::on_unimplemented(
    message = "only a StatefulSet has claim templates",
    label = "`{W}` has none",
    note = "`.provide(..)` on the template gives a shared volume a source: `ClaimSource::new(..)` of a claim that exists, or `Ephemeral::new(..)`"
)]
pub trait ClaimedBy<W> {}

/// Defines `claim` on what has no claim templates.
macro_rules! without_claim_templates {
    ($([$($S:ident),*] $Builder:ty),+ $(,)?) => {
        $(
            impl<$($S),*> $Builder {
                #[doc(hidden)]
                #[must_use]
                pub fn claim<V: ClaimedBy<Self>>(self, _volume: V, _claim: Claim) -> Self {
                    self
                }
            }
        )+
    };
}

without_claim_templates! {
    [] DaemonSet,
    [] Deployment,
    [] ReplicaSet,
    [S, T] PodBuilder<S, T>,
}
