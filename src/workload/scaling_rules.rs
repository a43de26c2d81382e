use k8s_openapi::api::autoscaling::v2;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::value::words::{ScalingPolicyType, ScalingSelect};
use crate::value::{Cpu, Seconds};

/// How fast an autoscaler changes the number of pods in one direction.
///
/// ```
/// use podwright::prelude::*;
///
/// let slowly = ScalingRules::new().stabilization_window(Seconds::minutes(5)).percent(10, secs(60));
/// let autoscale = Autoscale::between(2, 10).scale_down(slowly).scale_up(ScalingRules::new().pods(4, secs(15)));
/// # let _ = autoscale;
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior>
#[doc(alias = "HPAScalingRules")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScalingRules(v2::HPAScalingRules);

impl ScalingRules {
    /// Creates the rules that hold by default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates rules that allow no change in this direction.
    #[doc(alias = "selectPolicy")]
    #[must_use]
    pub fn disabled() -> Self {
        Self::new().select(ScalingSelect::Disabled)
    }

    /// Sets for how long the autoscaler looks back before it acts: at most 1 hour. Defaults to 0 seconds for scaling up, and to
    /// 5 minutes for scaling down.
    #[doc(alias = "stabilizationWindowSeconds")]
    #[must_use]
    pub fn stabilization_window(mut self, time: Seconds) -> Self {
        self.0.stabilization_window_seconds = Some(time.into());
        self
    }

    /// Allows a change by this number of pods in a period of at most 30 minutes.
    #[doc(alias = "policies")]
    #[doc(alias = "periodSeconds")]
    #[must_use]
    pub fn pods(self, pods: u32, period: Seconds) -> Self {
        self.policy(ScalingPolicyType::Pods, pods, period)
    }

    /// Allows a change by this percentage of the pods in a period of at most 30 minutes.
    #[doc(alias = "policies")]
    #[doc(alias = "periodSeconds")]
    #[must_use]
    pub fn percent(self, percent: u32, period: Seconds) -> Self {
        self.policy(ScalingPolicyType::Percent, percent, period)
    }

    /// Sets which of several policies counts. Defaults to the one that allows the largest change.
    #[doc(alias = "selectPolicy")]
    #[must_use]
    pub fn select(mut self, policy: ScalingSelect) -> Self {
        self.0.select_policy = Some(policy.into());
        self
    }

    /// Sets by how many thousandths a metric may miss its target before the autoscaler acts. Defaults to that of the cluster,
    /// which is 100. Kubernetes 1.35 and later.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#tolerance>
    #[doc(alias = "tolerance")]
    #[must_use]
    pub fn tolerance_millis(mut self, millis: u32) -> Self {
        self.0.tolerance = Some(Quantity(Cpu::millis(millis).to_string()));
        self
    }

    fn policy(mut self, kind: ScalingPolicyType, value: u32, period: Seconds) -> Self {
        self.0.policies.get_or_insert_default().push(v2::HPAScalingPolicy {
            type_: kind.into(),
            value: i32::try_from(value).unwrap_or(i32::MAX),
            period_seconds: period.into(),
        });
        self
    }
}

impl From<ScalingRules> for v2::HPAScalingRules {
    fn from(rules: ScalingRules) -> Self {
        rules.0
    }
}
