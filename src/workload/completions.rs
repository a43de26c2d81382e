use k8s_openapi::api::batch::v1;

use super::job_template::int32;
use crate::value::Indexes;
use crate::value::words::CompletionMode;

/// How many pods of a Job must succeed: any of them, or one for each index.
///
/// A number and [`Indexed`] are converted by themselves; you write this type to choose between them.
///
/// ```
/// use podwright::workload::{Completions, Indexed};
///
/// # let by_shard = true;
/// let completions: Completions = if by_shard { Indexed::new(16).into() } else { 1.into() };
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Completions {
    number: u32,
    indexes: Option<Indexed>,
}

impl Completions {
    /// Writes the fields, and resets those of other completions.
    pub(super) fn put_into(self, spec: &mut v1::JobSpec) {
        let mode = self.indexes.as_ref().map(|_| CompletionMode::Indexed.into());
        spec.completions = Some(int32(self.number));
        spec.completion_mode = mode;
        let Indexed { backoff_limit_per_index, max_failed_indexes, success_policy, .. } =
            self.indexes.unwrap_or_else(|| Indexed::new(0));
        spec.backoff_limit_per_index = backoff_limit_per_index.map(int32);
        spec.max_failed_indexes = max_failed_indexes.map(int32);
        spec.success_policy = success_policy.map(SuccessPolicy::into_policy);
    }
}

impl From<u32> for Completions {
    fn from(number: u32) -> Self {
        Self { number, indexes: None }
    }
}

impl From<Indexed> for Completions {
    fn from(indexes: Indexed) -> Self {
        Self { number: indexes.completions, indexes: Some(indexes) }
    }
}

/// A number of pods that must succeed: a `u32`, [`Indexed`] or [`Completions`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of completions",
    label = "write a number, or `Indexed::new(5)` for pods with indexes",
    note = "an integer of another type is converted: `u32::from(n)`"
)]
pub trait IntoCompletions: sealed::Sealed {
    #[doc(hidden)]
    fn into_completions(self) -> Completions;
}

impl IntoCompletions for u32 {
    fn into_completions(self) -> Completions {
        self.into()
    }
}

impl IntoCompletions for Indexed {
    fn into_completions(self) -> Completions {
        self.into()
    }
}

impl IntoCompletions for Completions {
    fn into_completions(self) -> Completions {
        self
    }
}

mod sealed {
    use super::{Completions, Indexed};

    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for Indexed {}
    impl Sealed for Completions {}
}

/// Pods with indexes, from 0 to one less than the number of completions. Each index must succeed once.
///
/// A container reads its index from the variable `JOB_COMPLETION_INDEX`.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{Indexed, Job, JobTemplate, SuccessRule};
///
/// # let template = PodTemplate::builder().main(Container::new(name!("train"), image!("acme/train:1")));
/// let shards = Indexed::new(8)
///     .backoff_limit_per_index(1)
///     .max_failed_indexes(2)
///     .success_policy(SuccessRule::count(6));
/// let job = Job::new(name!("train"), JobTemplate::never(template).completions(shards).parallelism(8)).build()?;
/// let spec = job.spec.as_ref().unwrap();
/// assert_eq!(spec.completion_mode.as_deref(), Some("Indexed"));
/// assert_eq!(spec.success_policy.as_ref().unwrap().rules[0].succeeded_count, Some(6));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode>
#[doc(alias = "completionMode")]
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Indexed {
    completions: u32,
    backoff_limit_per_index: Option<u32>,
    max_failed_indexes: Option<u32>,
    success_policy: Option<SuccessPolicy>,
}

impl Indexed {
    /// Creates this number of indexes.
    #[doc(alias = "completions")]
    pub fn new(completions: u32) -> Self {
        Self { completions, backoff_limit_per_index: None, max_failed_indexes: None, success_policy: None }
    }

    /// Sets how many pods of one index may fail before the index fails. The other indexes go on. Defaults to no such limit.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index>
    pub fn backoff_limit_per_index(mut self, failures: u32) -> Self {
        self.backoff_limit_per_index = Some(failures);
        self
    }

    /// Sets how many indexes may fail before the Job fails at once. It needs a backoff limit per index. Defaults to all.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index>
    pub fn max_failed_indexes(mut self, indexes: u32) -> Self {
        self.max_failed_indexes = Some(indexes);
        self
    }

    /// Sets when the Job succeeds before all indexes have. Defaults to when all have succeeded.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy>
    pub fn success_policy(mut self, policy: impl Into<SuccessPolicy>) -> Self {
        self.success_policy = Some(policy.into());
        self
    }
}

/// When an indexed Job succeeds: as soon as one of its rules is met. `build()` reports more than 20 rules.
///
/// ```
/// use podwright::workload::{SuccessPolicy, SuccessRule};
///
/// let leader_or_most = SuccessPolicy::new(SuccessRule::indexes("0".parse()?)).rule(SuccessRule::count(6));
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy>
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct SuccessPolicy(Vec<v1::SuccessPolicyRule>);

impl SuccessPolicy {
    /// Creates a policy of one rule.
    #[doc(alias = "rules")]
    pub fn new(rule: SuccessRule) -> Self {
        Self(vec![rule.0])
    }

    /// Adds a rule.
    #[doc(alias = "rules")]
    pub fn rule(mut self, rule: SuccessRule) -> Self {
        self.0.push(rule.0);
        self
    }

    fn into_policy(self) -> v1::SuccessPolicy {
        v1::SuccessPolicy { rules: self.0 }
    }
}

impl From<SuccessRule> for SuccessPolicy {
    fn from(rule: SuccessRule) -> Self {
        Self::new(rule)
    }
}

/// What must have succeeded: a number of indexes, certain indexes, or a number of certain indexes.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy>
#[doc(alias = "SuccessPolicyRule")]
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct SuccessRule(v1::SuccessPolicyRule);

impl SuccessRule {
    /// Creates the rule that this number of indexes have succeeded, whichever they are.
    #[doc(alias = "succeededCount")]
    pub fn count(indexes: u32) -> Self {
        Self(v1::SuccessPolicyRule { succeeded_count: Some(int32(indexes)), succeeded_indexes: None })
    }

    /// Creates the rule that all these indexes have succeeded.
    #[doc(alias = "succeededIndexes")]
    pub fn indexes(indexes: Indexes) -> Self {
        Self(v1::SuccessPolicyRule { succeeded_count: None, succeeded_indexes: Some(indexes.into()) })
    }

    /// Creates the rule that this number of these indexes have succeeded.
    #[doc(alias = "succeededCount")]
    #[doc(alias = "succeededIndexes")]
    pub fn count_of(number: u32, indexes: Indexes) -> Self {
        let (succeeded_count, succeeded_indexes) = (Some(int32(number)), Some(indexes.into()));
        Self(v1::SuccessPolicyRule { succeeded_count, succeeded_indexes })
    }
}
