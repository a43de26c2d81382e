//! Strategies of restart policies of containers.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::few;
use podwright::container::{ChoosesRestart, ExitCodes, Restart, RestartAction};

#[derive(Clone, Debug)]
pub(super) struct RestartPlan {
    policy: Policy,
    #[allow(dead_code, reason = "older versions of Kubernetes have no rules by exit code")]
    rules: Vec<(ExitCodes, RestartAction)>,
}

#[derive(Clone, Copy, Debug)]
enum Policy {
    Never,
    OnFailure,
    /// Always, if the role allows it.
    Often,
}

pub(super) fn restart_plan() -> impl Strategy<Value = RestartPlan> {
    let policy = prop_oneof![Just(Policy::Never), Just(Policy::OnFailure), Just(Policy::Often)];
    let codes = (any::<bool>(), 0..=255_i32, vec(0..=255_i32, 0..3)).prop_map(|(is_in, first, more)| {
        if is_in { ExitCodes::one_of((first, more)) } else { ExitCodes::none_of((first, more)) }
    });
    (policy, few((codes, select(ACTIONS)), 2)).prop_map(|(policy, rules)| RestartPlan { policy, rules })
}

k8s_openapi::k8s_if_ge_1_36! {
    const ACTIONS: &[RestartAction] = RestartAction::ALL;
}
k8s_openapi::k8s_if_le_1_35! {
    const ACTIONS: &[RestartAction] = &[RestartAction::Restart];
}

impl RestartPlan {
    #[allow(dead_code, reason = "before Kubernetes 1.35 only sidecars had a policy of their own")]
    pub(super) fn policy<R: ChoosesRestart>(self, often: impl FnOnce() -> Restart<R>) -> Restart<R> {
        let restart = match self.policy {
            Policy::Never => Restart::never(),
            Policy::OnFailure => Restart::on_failure(),
            Policy::Often => often(),
        };
        k8s_openapi::k8s_if_ge_1_34! {
            let restart = self.rules.into_iter().fold(restart, |restart, (codes, action)| restart.rule(codes, action));
        }
        restart
    }
}
