//! Strategies of workloads that run without end, apart from stateful sets.

use proptest::prelude::{Just, Strategy, prop_oneof};

use super::metadata::{metadata_plan, with_metadata};
use super::scaling::autoscale;
use super::selected::{maybe_selected, with_selector};
use super::value::amount;
use crate::pick::{maybe, rarely, seldom};
use crate::pod::endless_template;
use crate::value::{dns_subdomain, seconds};
use podwright::value::{IntOrPercent, Seconds};
use podwright::workload::{
    DaemonSet, Deployment, MaxSurge, MaxUnavailable, ReplicaSet, Replicas, RollingUpdate,
};

/// How many pods a workload has, the most there can be among them.
pub(super) fn replicas() -> impl Strategy<Value = Replicas> {
    prop_oneof![
        6 => (0..=10_u32).prop_map(Replicas::from),
        1 => Just(Replicas::from(2_147_483_647)),
        2 => autoscale().prop_map(Replicas::from),
    ]
}

/// Few or many revisions.
pub(super) fn revisions() -> impl Strategy<Value = u32> {
    prop_oneof![0..=10_u32, Just(2_147_483_647)]
}

#[derive(Clone, Debug)]
enum Rollout {
    Rolling(Option<IntOrPercent>, Option<IntOrPercent>),
    Recreate,
}

fn rollout() -> impl Strategy<Value = Rollout> {
    // At least one of both lets an update begin.
    prop_oneof![
        2 => (maybe(amount(0)), maybe(amount(1))).prop_map(|(surge, down)| Rollout::Rolling(surge, down)),
        2 => (maybe(amount(1)), maybe(amount(0))).prop_map(|(surge, down)| Rollout::Rolling(surge, down)),
        1 => Just(Rollout::Recreate),
    ]
}

/// A time until a pod is ready, and a longer one until a rollout has failed.
fn times() -> impl Strategy<Value = (Option<Seconds>, Option<Seconds>)> {
    // Without a deadline there are ten minutes.
    let short = (0..600_u32).prop_map(Seconds::literal);
    prop_oneof![
        maybe(short).prop_map(|ready| (ready, None)),
        (maybe(seconds()), 1..=600_u32).prop_map(|(ready, more)| {
            let deadline = Seconds::literal(ready.map_or(0, Seconds::get) + more);
            (ready, Some(deadline))
        }),
    ]
}

/// Deployments with every setting, whose pods are of any form.
pub fn deployment() -> impl Strategy<Value = Deployment> {
    let settings = (maybe(replicas()), maybe(rollout()), times(), maybe(revisions()), seldom());
    (dns_subdomain(), endless_template(), metadata_plan(), maybe_selected(), settings).prop_map(
        |(name, template, metadata, selected, settings)| {
            let (replicas, rollout, (ready, deadline), revisions, is_paused) = settings;
            let deployment = with_selector!(Deployment::new(name, template), selected);
            with_metadata!(namespaced deployment, metadata)
                .with_some(replicas, Deployment::replicas)
                .with_some(rollout, |deployment, rollout| match rollout {
                    Rollout::Recreate => deployment.recreate(),
                    Rollout::Rolling(surge, down) => {
                        let update =
                            surge.map_or(RollingUpdate::new(), |surge| RollingUpdate::new().max_surge(surge));
                        deployment.rolling_update(match down {
                            Some(down) => update.max_unavailable(down),
                            None => update,
                        })
                    }
                })
                .with_some(ready, Deployment::min_ready)
                .with_some(deadline, Deployment::progress_deadline)
                .with_some(revisions, Deployment::revision_history_limit)
                .when(is_paused, Deployment::paused)
        },
    )
}

/// `ReplicaSet` objects with every setting, whose pods are of any form.
pub fn replica_set() -> impl Strategy<Value = ReplicaSet> {
    (
        dns_subdomain(),
        endless_template(),
        metadata_plan(),
        maybe_selected(),
        maybe(replicas()),
        maybe(seconds()),
    )
        .prop_map(|(name, template, metadata, selected, replicas, ready)| {
            let set = with_selector!(ReplicaSet::new(name, template), selected);
            with_metadata!(namespaced set, metadata)
                .with_some(replicas, ReplicaSet::replicas)
                .with_some(ready, ReplicaSet::min_ready)
        })
}

#[derive(Clone, Debug)]
enum Update {
    Unavailable(IntOrPercent),
    Surge(IntOrPercent),
    OnDelete,
}

/// `DaemonSet` objects with every setting, whose pods are of any form.
pub fn daemon_set() -> impl Strategy<Value = DaemonSet> {
    let update = prop_oneof![
        amount(1).prop_map(Update::Unavailable),
        amount(1).prop_map(Update::Surge),
        Just(Update::OnDelete),
    ];
    let settings = (maybe(update), maybe(seconds()), rarely(revisions()));
    (dns_subdomain(), endless_template(), metadata_plan(), maybe_selected(), settings).prop_map(
        |(name, template, metadata, selected, (update, ready, revisions))| {
            let set = with_selector!(DaemonSet::new(name, template), selected);
            with_metadata!(namespaced set, metadata)
                .with_some(update, |set, update| match update {
                    Update::Unavailable(most) => set.rolling_update(MaxUnavailable(most)),
                    Update::Surge(most) => set.rolling_update(MaxSurge(most)),
                    Update::OnDelete => set.update_on_delete(),
                })
                .with_some(ready, DaemonSet::min_ready)
                .with_some(revisions, DaemonSet::revision_history_limit)
        },
    )
}
