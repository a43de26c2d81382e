//! How a workload replaces its pods.

use k8s_openapi::api::apps::v1;

use crate::value::IntoIntOrPercent;

/// How a Deployment replaces its pods step by step.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let web = Deployment::new(name!("web"), web)
///     .rolling_update(RollingUpdate::new().max_surge(percent(50)).max_unavailable(0))
///     .build()?;
/// let update = web.spec.strategy.as_ref().unwrap().rolling_update.as_ref().unwrap();
/// assert_eq!(serde_json::to_value(update).unwrap(), serde_json::json!({ "maxSurge": "50%", "maxUnavailable": 0 }));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment>
#[doc(alias = "RollingUpdateDeployment")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RollingUpdate(v1::RollingUpdateDeployment);

impl RollingUpdate {
    /// Creates an update as it is by default: a quarter of the pods at a time.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many pods there may be beyond the number of replicas. Defaults to 25%.
    ///
    /// It is not 0 if [`max_unavailable`](Self::max_unavailable) is: `build()` reports it.
    #[must_use]
    pub fn max_surge(mut self, pods: impl IntoIntOrPercent) -> Self {
        self.0.max_surge = Some(pods.into_int_or_percent().into());
        self
    }

    /// Sets how many pods may be unavailable: at most 100%. Defaults to 25%.
    #[must_use]
    pub fn max_unavailable(mut self, pods: impl IntoIntOrPercent) -> Self {
        self.0.max_unavailable = Some(pods.into_int_or_percent().into());
        self
    }
}

impl From<RollingUpdate> for v1::RollingUpdateDeployment {
    fn from(update: RollingUpdate) -> Self {
        update.0
    }
}

/// At most this many pods beyond those that there are: `MaxSurge(1)`, `MaxSurge::percent(10)`.
///
/// [`DaemonSet::rolling_update`](super::DaemonSet::rolling_update) takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxSurge<A>(pub A);

/// At most this many pods may be unavailable: `MaxUnavailable(1)`, `MaxUnavailable::percent(10)`.
///
/// [`DaemonSet::rolling_update`](super::DaemonSet::rolling_update) and disruption budgets take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxUnavailable<A>(pub A);

/// At least this many pods stay available: `MinAvailable(2)`, `MinAvailable::percent(50)`.
///
/// Disruption budgets take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinAvailable<A>(pub A);

macro_rules! percentages {
    ($($Limit:ident = $field:literal)+) => {
        $(impl $Limit<crate::value::IntOrPercent> {
            /// Creates a limit that is a percentage of the pods.
            #[doc(alias = $field)]
            #[must_use]
            pub const fn percent(percent: u16) -> Self {
                Self(crate::value::percent(percent))
            }
        })+
    };
}

percentages! { MaxSurge = "maxSurge" MaxUnavailable = "maxUnavailable" MinAvailable = "minAvailable" }

/// What limits the update of a DaemonSet: pods that are missing, or pods beyond one for each node.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not limit the update of a DaemonSet",
    label = "write `MaxUnavailable(1)` or `MaxSurge(1)`",
    note = "a DaemonSet has one of the two limits"
)]
pub trait IntoDaemonSetUpdate: sealed::Sealed {
    #[doc(hidden)]
    fn into_rolling_update(self) -> v1::RollingUpdateDaemonSet;
}

impl<A: IntoIntOrPercent> IntoDaemonSetUpdate for MaxUnavailable<A> {
    fn into_rolling_update(self) -> v1::RollingUpdateDaemonSet {
        let max_unavailable = Some(self.0.into_int_or_percent().into());
        v1::RollingUpdateDaemonSet { max_unavailable, max_surge: None }
    }
}

impl<A: IntoIntOrPercent> IntoDaemonSetUpdate for MaxSurge<A> {
    // The other limit defaults to 1, and one of them must be 0.
    fn into_rolling_update(self) -> v1::RollingUpdateDaemonSet {
        let max_surge = Some(self.0.into_int_or_percent().into());
        v1::RollingUpdateDaemonSet { max_surge, max_unavailable: Some(0.into_int_or_percent().into()) }
    }
}

mod sealed {
    pub trait Sealed {}
    impl<A> Sealed for super::MaxSurge<A> {}
    impl<A> Sealed for super::MaxUnavailable<A> {}
}
