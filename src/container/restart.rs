use std::collections::BTreeSet;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::{ChoosesRestart, ContainerRole, MainRole, SidecarRole};
use crate::value::grammar::Broken;
use crate::value::{OneOrMore, ParseError};

/// The maximal number of exit codes in one rule.
const EXIT_CODES_MAX: usize = 255;

/// The restart policy of a container: whether it restarts when it ends, and exceptions by exit code.
///
/// It takes the place of the restart policy of the pod. [`always`](Restart::always) is not for init containers, which
/// run to completion. A sidecar always restarts.
///
/// ```
/// use podwright::container::{ExitCodes, MainRole, Restart, RestartAction};
///
/// let restart: Restart<MainRole> = Restart::never().rule(ExitCodes::one_of([42]), RestartAction::Restart);
/// ```
///
/// ```compile_fail
/// use podwright::container::{InitRole, Restart};
///
/// let restart: Restart<InitRole> = Restart::always();
/// ```
///
/// # Types
///
/// `R` is the role of the container; it follows from the container that takes the policy.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>
#[doc(alias = "restartPolicy")]
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Restart<R> {
    policy: &'static str,
    rules: Vec<Rule>,
    role: PhantomData<R>,
}

k8s_openapi::k8s_if_ge_1_34! {
    type Rule = v1::ContainerRestartRule;
}
k8s_openapi::k8s_if_le_1_33! {
    type Rule = std::convert::Infallible;
}

impl<R: ContainerRole> Restart<R> {
    /// Creates the policy `Never`: the container does not restart.
    pub fn never() -> Self
    where
        R: ChoosesRestart,
    {
        Self::of("Never")
    }

    /// Creates the policy `OnFailure`: the container restarts if its exit code is not 0.
    pub fn on_failure() -> Self
    where
        R: ChoosesRestart,
    {
        Self::of("OnFailure")
    }

    /// Creates the policy `Always`: the container restarts whatever its exit code is.
    pub fn always() -> Self
    where
        R: AlwaysRestarts,
    {
        Self::of("Always")
    }

    fn of(policy: &'static str) -> Self {
        Self { policy, rules: Vec::new(), role: PhantomData }
    }

    /// Writes the policy into a container.
    pub(super) fn put_into(self, container: &mut v1::Container) {
        container.restart_policy = Some(self.policy.to_owned());
        k8s_openapi::k8s_if_ge_1_34! {
            container.restart_policy_rules = Some(self.rules).filter(|rules| !rules.is_empty());
        }
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    use crate::value::words::RestartAction;

    impl<R: ContainerRole> Restart<R> {
        /// Adds an exception by exit code. The first rule that matches wins over the policy. At most 20 rules.
        #[doc(alias = "exitCodes")]
        #[doc(alias = "restartPolicyRules")]
        pub fn rule(mut self, codes: ExitCodes, action: RestartAction) -> Self {
            self.rules.push(v1::ContainerRestartRule {
                action: action.into(),
                exit_codes: Some(v1::ContainerRestartRuleOnExitCodes {
                    operator: codes.operator.to_owned(),
                    values: Some(codes.values.into_iter().collect()),
                }),
            });
            self
        }

        /// Changes the rules by hand. `build()` validates the result like any other.
        ///
        /// ```
        /// use podwright::prelude::*;
        ///
        /// let once = Restart::never()
        ///     .rule(ExitCodes::one_of([42]), RestartAction::Restart)
        ///     .raw(|rules| rules[0].exit_codes = None);
        /// let web = Container::new(name!("web"), image!("nginx:1.27")).restart(once);
        /// assert!(Pod::builder(name!("web")).main(web).build().is_err());
        /// ```
        pub fn raw(mut self, change: impl FnOnce(&mut Vec<v1::ContainerRestartRule>)) -> Self {
            change(&mut self.rules);
            self
        }
    }
}

/// The roles whose restart policy may be `Always`.
#[diagnostic::on_unimplemented(
    message = "an init container that always restarts is a sidecar",
    label = "an init container restarts never or on failure",
    note = "make it a `Sidecar` if it must keep running"
)]
pub trait AlwaysRestarts: ContainerRole {}
impl AlwaysRestarts for MainRole {}
impl AlwaysRestarts for SidecarRole {}

/// The exit codes that a rule matches, of restarts or of a pod failure policy: 1 to 255 of them, each once.
///
/// Linux has codes from 0 to 255, Windows those of an `i32`.
///
/// ```
/// use podwright::container::ExitCodes;
///
/// let codes = ExitCodes::one_of([42, 43, 42]);
/// assert_eq!(codes, ExitCodes::try_one_of([42, 43])?);
/// assert!(ExitCodes::try_one_of([]).is_err());
/// assert!(ExitCodes::try_none_of(0..=255).is_err());
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>
#[doc(alias = "ContainerRestartRuleOnExitCodes")]
#[doc(alias = "exitCodes")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitCodes {
    operator: &'static str,
    values: BTreeSet<i32>,
}

impl ExitCodes {
    /// Matches each of these codes. `build()` reports more than 255 of them.
    #[must_use]
    #[doc(alias = "In")]
    #[doc(alias = "onExitCodes")]
    pub fn one_of(codes: impl OneOrMore<i32>) -> Self {
        Self { operator: "In", values: codes.into_list().into_iter().collect() }
    }

    /// Matches all codes but these. `build()` reports more than 255 of them.
    #[must_use]
    #[doc(alias = "NotIn")]
    #[doc(alias = "onExitCodes")]
    pub fn none_of(codes: impl OneOrMore<i32>) -> Self {
        Self { operator: "NotIn", values: codes.into_list().into_iter().collect() }
    }

    /// Matches each of these codes, of which there may be too few or too many.
    ///
    /// # Errors
    ///
    /// If there is none, or more than 255.
    pub fn try_one_of(codes: impl IntoIterator<Item = i32>) -> Result<Self, ParseError> {
        Ok(Self { operator: "In", values: checked(codes)? })
    }

    /// Matches all codes but these, of which there may be too few or too many.
    ///
    /// # Errors
    ///
    /// If there is none, or more than 255.
    pub fn try_none_of(codes: impl IntoIterator<Item = i32>) -> Result<Self, ParseError> {
        Ok(Self { operator: "NotIn", values: checked(codes)? })
    }
}

#[cfg(feature = "app")]
impl ExitCodes {
    /// Returns the operator and the codes in ascending order.
    pub(crate) fn into_parts(self) -> (&'static str, Vec<i32>) {
        (self.operator, self.values.into_iter().collect())
    }
}

fn checked(codes: impl IntoIterator<Item = i32>) -> Result<BTreeSet<i32>, ParseError> {
    let mut values = BTreeSet::new();
    for code in codes {
        values.insert(code);
        if values.len() > EXIT_CODES_MAX {
            let rule = "a restart rule has at most 255 exit codes";
            return Err(ParseError::new(code.to_string(), Broken { rule, at: 0 }));
        }
    }
    if values.is_empty() {
        return Err(ParseError::new("", Broken { rule: "a restart rule has at least one exit code", at: 0 }));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ContainerRole, ExitCodes, Restart, v1};
    use crate::container::{InitRole, MainRole, SidecarRole};

    fn written<R: ContainerRole>(restart: Restart<R>) -> Value {
        let mut container = v1::Container::default();
        restart.put_into(&mut container);
        serde_json::to_value(container).unwrap()
    }

    #[test]
    fn a_policy_alone() {
        assert_eq!(written(Restart::<InitRole>::never()), json!({ "name": "", "restartPolicy": "Never" }));
        assert_eq!(
            written(Restart::<MainRole>::on_failure()),
            json!({ "name": "", "restartPolicy": "OnFailure" })
        );
        assert_eq!(
            written(Restart::<SidecarRole>::always()),
            json!({ "name": "", "restartPolicy": "Always" })
        );
    }

    #[test]
    fn at_most_255_codes() {
        assert!(ExitCodes::try_one_of(1..=255).is_ok());
        assert!(ExitCodes::try_one_of((1..=255).chain(1..=255)).is_ok());
        assert_eq!(
            ExitCodes::try_none_of(0..=255).unwrap_err().to_string(),
            "\"255\": a restart rule has at most 255 exit codes (byte 0, '2')"
        );
        assert_eq!(
            ExitCodes::try_one_of([]).unwrap_err().rule(),
            "a restart rule has at least one exit code"
        );
    }

    k8s_openapi::k8s_if_ge_1_34! {
        #[test]
        fn rules_by_exit_code() {
            use super::RestartAction;

            let restart = Restart::<MainRole>::never()
                .rule(ExitCodes::one_of([43, 42]), RestartAction::Restart)
                .rule(ExitCodes::none_of([0]), RestartAction::RestartAllContainers);
            assert_eq!(
                written(restart),
                json!({ "name": "", "restartPolicy": "Never", "restartPolicyRules": [
                    { "action": "Restart", "exitCodes": { "operator": "In", "values": [42, 43] } },
                    { "action": "RestartAllContainers", "exitCodes": { "operator": "NotIn", "values": [0] } },
                ] }),
            );
        }
    }
}
