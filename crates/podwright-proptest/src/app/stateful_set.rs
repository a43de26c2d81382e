//! Strategies of stateful sets and their claims.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::claim::claim;
use super::metadata::{metadata_plan, with_metadata};
use super::selected::{maybe_selected, with_selector};
use super::service::headless_service;
use super::value::{amount, service_name, short_name};
use super::workload::{replicas, revisions};
use crate::pick::{maybe, rarely};
use crate::pod::endless_template;
use crate::value::{image, seconds};
use crate::versions::since;
use podwright::claim::Claim;
use podwright::container::Container;
use podwright::network::Service;
use podwright::object::ServiceRef;
use podwright::rules::KubeVersion;
use podwright::value::{DnsLabel, Image, IntOrPercent};
use podwright::volume::{SharedVolume, Volume};
use podwright::workload::{PartitionedUpdate, PodManagementPolicy, StatefulSet, Template};
use podwright::{path, shared_volume};

shared_volume! {
    /// A claim template provides it.
    Claimed = "strategies-shared-claim"
}

/// No generated volume or container has a name of this length.
const OWN: DnsLabel = DnsLabel::literal("strategies-of-a-claim");

#[derive(Clone, Debug)]
enum Update {
    Partitioned(Option<u32>, Option<IntOrPercent>),
    OnDelete,
}

fn update() -> impl Strategy<Value = Update> {
    let first = prop_oneof![0..=5_u32, Just(2_147_483_647)];
    prop_oneof![
        3 => (maybe(first), maybe(amount(1))).prop_map(|(first, most)| {
            // 1.36 switched the gate off again.
            let is_known = since(KubeVersion::V1_35) && KubeVersion::ENABLED != KubeVersion::V1_36;
            Update::Partitioned(first, most.filter(|_| is_known))
        }),
        1 => Just(Update::OnDelete),
    ]
}

#[derive(Clone, Debug)]
enum Peers {
    Named(ServiceRef),
    Made(Box<Service>),
}

fn peers() -> impl Strategy<Value = Peers> {
    prop_oneof![
        service_name().prop_map(|name| Peers::Named(ServiceRef::new(name))),
        headless_service().prop_map(|service| Peers::Made(Box::new(service))),
    ]
}

/// Adds containers with a volume from a claim template.
fn claiming(template: Template, image: Image, shared: bool, mounted: Option<Claim>) -> Template {
    let container = Container::new(OWN, image);
    let container = match mounted {
        None => container,
        Some(claim) => container.mount(Volume::claim_template(OWN, claim).at(path!("/Claims/own"))),
    };
    let container = if shared { container.mount(Claimed.at(path!("/Claims/shared"))) } else { container };
    template.container(container)
}

/// `StatefulSet` objects with every setting and up to two claim templates, whose pods are of any form.
pub fn stateful_set() -> impl Strategy<Value = StatefulSet> {
    let claims = (image(), rarely(claim()), rarely(claim()));
    let settings = (maybe(replicas()), maybe(update()), maybe(select(PodManagementPolicy::ALL)));
    let retention = (maybe(any::<bool>()), maybe(any::<bool>()));
    let numbers = (rarely(0..=1_000_u32), maybe(seconds()), rarely(revisions()));
    let parts = (short_name(), peers(), endless_template(), metadata_plan(), maybe_selected());
    (parts, claims, settings, retention, numbers).prop_map(
        |((name, peers, template, metadata, selected), claims, settings, retention, numbers)| {
            let (image, shared, mounted) = claims;
            let template = match (&shared, mounted) {
                (None, None) => template,
                (shared, mounted) => claiming(template, image, shared.is_some(), mounted),
            };
            let set = match peers {
                Peers::Named(service) => StatefulSet::new(name, &service, template),
                Peers::Made(service) => StatefulSet::new(name, &*service, template),
            };
            let set = with_selector!(set, selected);
            let (replicas, update, management) = settings;
            let (when_scaled, when_deleted) = retention;
            let (first, ready, revisions) = numbers;
            with_metadata!(namespaced set, metadata)
                .with_some(shared, |set, claim| set.claim(Claimed, claim))
                .with_some(replicas, StatefulSet::replicas)
                .with_some(update, |set, update| match update {
                    Update::OnDelete => set.on_delete(),
                    Update::Partitioned(first, most) => {
                        let update = PartitionedUpdate::new();
                        let update = first.map_or(update.clone(), |first| update.partition(first));
                        set.rolling_update(match most {
                            Some(most) => update.max_unavailable(most),
                            None => update,
                        })
                    }
                })
                .with_some(management, StatefulSet::pod_management_policy)
                .with_some(when_scaled, |set, keeps| {
                    if keeps { set.keep_claims_when_scaled() } else { set.delete_claims_when_scaled() }
                })
                .with_some(when_deleted, |set, keeps| {
                    if keeps { set.keep_claims_when_deleted() } else { set.delete_claims_when_deleted() }
                })
                .with_some(first, StatefulSet::first_ordinal)
                .with_some(ready, StatefulSet::min_ready)
                .with_some(revisions, StatefulSet::revision_history_limit)
        },
    )
}
