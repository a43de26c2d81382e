use k8s_openapi::api::batch::v1;

use crate::container::ExitCodes;
use crate::value::words::{ConditionStatus, PodFailureAction};
use crate::value::{DnsLabel, LabelKey};

/// What a Job does when a pod fails, by exit code or pod condition. The first rule that matches decides.
///
/// `build()` reports more than 20 rules, and containers that the template does not have.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{Job, JobTemplate, PodCondition, PodFailureAction, PodFailurePolicy};
///
/// let policy = PodFailurePolicy::new()
///     .rule(PodCondition::disruption(), PodFailureAction::Ignore)
///     .rule(ExitCodes::one_of([42]).of_container(name!("train")), PodFailureAction::FailJob);
/// let train = PodTemplate::builder().main(Container::new(name!("train"), image!("acme/train:1")));
/// let job = Job::new(name!("train"), JobTemplate::never(train).pod_failure_policy(policy)).build()?;
/// let rules = &job.spec.as_ref().unwrap().pod_failure_policy.as_ref().unwrap().rules;
/// assert_eq!(rules[1].on_exit_codes.as_ref().unwrap().container_name.as_deref(), Some("train"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy>
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct PodFailurePolicy(Vec<v1::PodFailurePolicyRule>);

impl PodFailurePolicy {
    /// Creates a policy without rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rule: what the Job does about a pod that failed so.
    #[doc(alias = "PodFailurePolicyRule")]
    #[doc(alias = "rules")]
    #[doc(alias = "action")]
    pub fn rule(mut self, failure: impl IntoPodFailure, action: PodFailureAction) -> Self {
        let mut rule = v1::PodFailurePolicyRule { action: action.into(), ..Default::default() };
        failure.put_into(&mut rule);
        self.0.push(rule);
        self
    }

    pub(super) fn into_rules(self) -> Vec<v1::PodFailurePolicyRule> {
        self.0
    }
}

/// How a pod failed: [`ExitCodes`] of any container or of one, or a [`PodCondition`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how a pod failed",
    label = "give `ExitCodes::one_of([42])` or a `PodCondition`"
)]
pub trait IntoPodFailure: sealed::Sealed {
    #[doc(hidden)]
    fn put_into(self, rule: &mut v1::PodFailurePolicyRule);
}

impl IntoPodFailure for ExitCodes {
    fn put_into(self, rule: &mut v1::PodFailurePolicyRule) {
        rule.on_exit_codes = Some(requirement(self, None));
    }
}

impl IntoPodFailure for ContainerExitCodes {
    fn put_into(self, rule: &mut v1::PodFailurePolicyRule) {
        rule.on_exit_codes = Some(requirement(self.codes, Some(self.container.into())));
    }
}

impl IntoPodFailure for PodCondition {
    fn put_into(self, rule: &mut v1::PodFailurePolicyRule) {
        rule.on_pod_conditions = Some(self.0);
    }
}

fn requirement(
    codes: ExitCodes,
    container_name: Option<String>,
) -> v1::PodFailurePolicyOnExitCodesRequirement {
    let (operator, values) = codes.into_parts();
    v1::PodFailurePolicyOnExitCodesRequirement { container_name, operator: operator.to_owned(), values }
}

/// Exit codes of one container, by [`ExitCodes::of_container`].
#[doc(alias = "PodFailurePolicyOnExitCodesRequirement")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerExitCodes {
    codes: ExitCodes,
    container: DnsLabel,
}

impl ExitCodes {
    /// Restricts the codes to one container or init container, for a
    /// [`PodFailurePolicy`](crate::workload::PodFailurePolicy).
    #[doc(alias = "containerName")]
    #[must_use]
    pub fn of_container(self, container: DnsLabel) -> ContainerExitCodes {
        ContainerExitCodes { codes: self, container }
    }
}

/// A condition of a pod that failed, or several of which one is enough.
///
/// ```
/// use podwright::key;
/// use podwright::workload::PodCondition;
///
/// let condition = PodCondition::disruption().or(PodCondition::is_true(key!("example.com/broken-node")));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions>
#[doc(alias = "PodFailurePolicyOnPodConditionsPattern")]
#[doc(alias = "onPodConditions")]
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct PodCondition(Vec<v1::PodFailurePolicyOnPodConditionsPattern>);

impl PodCondition {
    /// Creates the condition `DisruptionTarget`: the pod was preempted, evicted or deleted, and did not fail by itself.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions>
    #[doc(alias = "DisruptionTarget")]
    pub fn disruption() -> Self {
        Self::is_true(LabelKey::literal("DisruptionTarget"))
    }

    /// Creates a condition that holds.
    #[doc(alias = "type")]
    #[doc(alias = "status")]
    pub fn is_true(condition: LabelKey) -> Self {
        Self::of(condition, ConditionStatus::True)
    }

    /// Creates a condition that does not hold.
    #[doc(alias = "type")]
    #[doc(alias = "status")]
    pub fn is_false(condition: LabelKey) -> Self {
        Self::of(condition, ConditionStatus::False)
    }

    /// Creates a condition of which nobody knows whether it holds.
    #[doc(alias = "type")]
    #[doc(alias = "status")]
    pub fn is_unknown(condition: LabelKey) -> Self {
        Self::of(condition, ConditionStatus::Unknown)
    }

    fn of(condition: LabelKey, status: ConditionStatus) -> Self {
        let status = String::from(status).into();
        Self(vec![v1::PodFailurePolicyOnPodConditionsPattern { type_: condition.into(), status }])
    }

    /// Adds other conditions, of which one is enough. `build()` reports more than 20 of them.
    #[doc(alias = "onPodConditions")]
    pub fn or(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

mod sealed {
    use super::{ContainerExitCodes, ExitCodes, PodCondition};

    pub trait Sealed {}
    impl Sealed for ExitCodes {}
    impl Sealed for ContainerExitCodes {}
    impl Sealed for PodCondition {}
}
